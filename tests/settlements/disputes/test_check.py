"""The check of the books finds what does not agree, and only that."""

from decimal import Decimal

import pytest

from settlements.adjustments.models import Adjustment
from settlements.balances.read import held_for
from settlements.balances.release_hold import release_hold
from settlements.disputes.check_disputes import check_disputes
from settlements.disputes.models import Dispute
from tests.settlements.disputes.steps import dispute, resolve
from tests.settlements.disputes.test_hold import paid_out


def found() -> list[str]:
    return [str(each) for each in check_disputes()]


@pytest.fixture(autouse=True)
def _books_agree():
    """Not here: the books are spoilt on purpose."""


def test_nothing_is_wrong_with_disputes_of_every_kind(payable, dora, fred, sigrid):
    dispute(payable, fred, no_line="40.00")
    resolve(dispute(payable, dora, DE="150.00"), dora, sigrid, "166.67")
    assert found() == []


def test_held_beyond_the_effect(doubted):
    Dispute.objects.update(effect="49.99")
    assert found() == [f"settlements_dispute {doubted.pk}: 50 is held, but its effect is 49.99"]


def test_held_though_it_ended(doubted):
    Dispute.objects.update(state="withdrawn")
    assert any("50 is held, though it is withdrawn" in each for each in found())


def test_held_though_no_adjustment_waits(payable, dora, sigrid):
    resolve(dispute(payable, dora, DE="150.00"), dora, sigrid, "166.67")
    Adjustment.objects.update(settled_in="STM-2026-000009")
    assert any("33.33 is held, though it is resolved and no adjustment waits" in each for each in found())


def test_held_beyond_what_was_agreed(payable, dora, sigrid):
    resolve(dispute(payable, dora, DE="150.00"), dora, sigrid, "166.67")
    Dispute.objects.update(agreed_effect=Decimal("33.32"))
    assert any("more than the effect that was agreed" in each for each in found())


def test_held_for_nobody(payable, doubted):
    Dispute.objects.update(number="DSP-2026-000999")
    assert any("held for a dispute nobody opened" in each for each in found())


def test_a_claim_that_outlives_its_dispute(payable, fred):
    claimed = dispute(payable, fred, DE="260.00")
    Dispute.objects.update(state="withdrawn")
    told = found()
    assert f"settlements_dispute {claimed.pk}: 60 still stands beside the books" in told
    assert any("it is live, though" in each for each in told)


def test_a_live_dispute_without_its_claim(payable, fred):
    claimed = dispute(payable, fred, DE="260.00")
    Dispute.objects.update(effect="-61.00")
    assert found() == [f"settlements_dispute {claimed.pk}: it claims 61, but 60 stands beside the books"]


def test_free_though_it_is_in_doubt(payable, doubted):
    Dispute.objects.update(effect="60.00")
    told = f"60 is in doubt and 50 held, but 250 of {payable.number} could be paid"
    assert found() == [f"settlements_dispute {doubted.pk}: {told}"]


def test_what_was_paid_before_cannot_be_held(payable, dora, fiona):
    paid_out(fiona)
    dispute(payable, dora, DE="150.00")
    assert found() == []


def test_what_is_let_go_of_while_it_is_in_doubt_is_held_again(doubted, dora):
    release_hold(reference=doubted.number, amount=Decimal("20.00"), key="test", by=dora)
    assert held_for(doubted.number) == Decimal("50.00")
    assert found() == []
