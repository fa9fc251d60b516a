"""What could not be held when a dispute was opened is held once it comes back."""

from decimal import Decimal

from settlements.balances.models import JournalTransaction
from settlements.balances.read import held_for
from settlements.disputes.withdraw_dispute import withdraw_dispute
from settlements.payouts.cancel_batch import cancel_batch
from settlements.payouts.prepare_payouts import prepare_payouts
from tests.settlements.disputes.steps import dispute, free, resolve
from tests.settlements.disputes.test_hold import paid_out


def withdrawn(found, by):
    return withdraw_dispute(by=by, dispute=found, version=found.version, reason="We found the rows.")


def test_a_payout_cancelled_because_of_the_dispute(payable, dora, fiona):
    """What is in doubt is not paid by the next payout."""
    payout = paid_out(fiona)
    found = dispute(payable, dora, DE="150.00")
    assert held_for(found.number) == 0
    cancel_batch(batch=payout.batch, by=fiona, reason="A line is disputed.")
    assert held_for(found.number) == Decimal("50.00")
    [anew] = prepare_payouts(by=fiona).payouts
    assert anew.amount == Decimal("250.00")
    withdrawn(found, dora)
    assert free(payable) == Decimal("300.00")


def test_what_another_dispute_lets_go(payable, dora):
    first = dispute(payable, dora, DE="0.00")
    second = dispute(payable, dora, ID="-200.00")
    assert held_for(second.number) == Decimal("100.00")
    withdrawn(first, dora)
    assert held_for(second.number) == Decimal("300.00")
    withdrawn(second, dora)
    assert free(payable) == Decimal("300.00")


def test_what_an_outcome_lets_go(payable, dora, sigrid):
    """Of 200.00 held 150.00 stay for the first dispute's adjustment; 50.00 go to the second."""
    first = dispute(payable, dora, DE="0.00")
    second = dispute(payable, dora, ID="-200.00")
    resolve(first, dora, sigrid, "50.00")
    assert (held_for(first.number), held_for(second.number)) == (Decimal("150.00"), Decimal("150.00"))
    assert free(payable) == 0


def test_of_what_is_owed(receivable, fred):
    first = dispute(receivable, fred, DE="0.00")
    second = dispute(receivable, fred, ID="-200.00")
    assert held_for(second.number) == Decimal("100.00")
    withdrawn(first, fred)
    assert held_for(second.number) == Decimal("300.00")
    assert free(receivable) == 0


def test_no_more_than_is_in_doubt(payable, dora, fiona):
    payout = paid_out(fiona)
    found = dispute(payable, dora, DE="150.00")
    cancel_batch(batch=payout.batch, by=fiona, reason="A line is disputed.")
    cancel_batch(batch=paid_out(fiona).batch, by=fiona, reason="Another day.")
    assert held_for(found.number) == Decimal("50.00")
    assert JournalTransaction.objects.filter(cause="hold_placed").count() == 1
