"""The check of the books finds what does not agree, and only that."""

from decimal import Decimal

import pytest

from settlements.adjustments.models import Adjustment
from settlements.balances.release_hold import release_hold
from settlements.disputes.check_disputes import check_disputes
from settlements.disputes.models import Dispute
from tests.settlements.disputes.steps import dispute, resolve


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


def test_a_hold_let_go_early_is_no_fault(doubted, dora):
    """Held is at most the effect: what was paid before could not be held."""
    release_hold(reference=doubted.number, amount=Decimal("20.00"), key="test", by=dora)
    assert found() == []
