"""A lifecycle allows what its table has, and refuses all else by name."""

import pytest

from portal.lifecycle import Lifecycle, RefusedMove

AGREEMENT = Lifecycle(
    transitions={"draft": {"proposed"}, "proposed": {"draft", "active"}, "active": {"ended"}, "ended": set()}
)


def test_declared_moves_pass():
    AGREEMENT.check("draft", "proposed")
    AGREEMENT.check("proposed", "draft")
    assert AGREEMENT.allowed("proposed") == {"draft", "active"}


@pytest.mark.parametrize(
    ("from_state", "to_state"),
    [("draft", "active"), ("draft", "draft"), ("ended", "draft"), ("nowhere", "draft")],
)
def test_every_other_move_is_refused(from_state, to_state):
    with pytest.raises(RefusedMove) as refusal:
        AGREEMENT.check(from_state, to_state)
    assert (refusal.value.from_state, refusal.value.to_state) == (from_state, to_state)
    assert f"{from_state} may not become {to_state}" in str(refusal.value)


def test_the_refusal_says_where_it_may_go():
    with pytest.raises(RefusedMove, match="may go to: active, draft"):
        AGREEMENT.check("proposed", "ended")
    with pytest.raises(RefusedMove, match="may go to: nowhere"):
        AGREEMENT.check("ended", "active")


def test_states():
    assert AGREEMENT.states == {"draft", "proposed", "active", "ended"}
    assert AGREEMENT.final_states == {"ended"}


def test_every_state_has_its_row():
    with pytest.raises(ValueError, match="live"):
        Lifecycle(transitions={"draft": {"live"}})
