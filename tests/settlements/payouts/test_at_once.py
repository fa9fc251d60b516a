"""Many at the same time: one approval, one posting, no statement in two payouts."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from portal.accounts.roles import StaffRole
from portal.audit.models import AuditEvent
from portal.notices.models import Mail
from portal.refused import Refused
from settlements.balances.models import JournalTransaction
from settlements.balances.read import held_for, unpaid_of
from settlements.payouts.confirm_outcome import confirm_outcome
from settlements.payouts.confirm_receipt import confirm_receipt
from settlements.payouts.models import Payout, PayoutItem, PayoutOutcome, RemittanceReceipt
from settlements.payouts.prepare_payouts import prepare_payouts
from settlements.payouts.receipt_by_bank import receipt_by_bank
from settlements.payouts.remind_of_remittances import remind_of_remittances
from settlements.payouts.what_is_due import still_due
from tests.factories.accounts import make_staff
from tests.settlements.payouts.steps import (
    DAY,
    approve,
    discrepancies,
    hold,
    prepared,
    requested,
    sent,
    told,
    told_receipt,
)

MANY = 100
# The server's connections are shared with the other tests: so many at a time.
AT_A_TIME = 20

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(acts: list) -> list:
    """What each returned, or the exception it raised; a batch starts together."""
    outcomes = []
    for start in range(0, len(acts), AT_A_TIME):
        batch = acts[start : start + AT_A_TIME]
        barrier = Barrier(len(batch))
        with ThreadPoolExecutor(len(batch)) as pool:
            outcomes += pool.map(lambda act, barrier=barrier: _one(act, barrier), batch)
    return outcomes


def _one(act, barrier: Barrier):
    try:
        barrier.wait()
        return act()
    except Exception as error:
        return error
    finally:
        connection.close()


def test_a_hundred_approvals_and_exactly_one(payable, hosta, fiona):
    payout = prepared(fiona)
    approvers = [
        make_staff(f"approver{n}@licensor.example", f"Approver {n}", StaffRole.APPROVER) for n in range(10)
    ]
    outcomes = at_once([lambda by=approvers[n % 10]: approve(payout, by) for n in range(MANY)])
    won = [each for each in outcomes if isinstance(each, Payout)]
    assert len(won) == 1
    refused = [each for each in outcomes if isinstance(each, Refused)]
    assert [each.code for each in refused] == ["not_prepared"] * (MANY - 1)
    assert JournalTransaction.objects.filter(cause="payout_approved").count() == 1
    [event] = AuditEvent.objects.filter(event="payout.approved")
    payout.refresh_from_db()
    assert event.actor == payout.approved_by
    assert discrepancies() == []


def test_a_hundred_prepare_and_no_statement_is_taken_twice(payable, fiona):
    outcomes = at_once([lambda: prepare_payouts(by=fiona)] * MANY)
    assert [each for each in outcomes if isinstance(each, Exception)] == []
    assert sum(len(each.payouts) for each in outcomes) == 1
    assert PayoutItem.objects.count() == 1
    assert Payout.objects.get().number == "PAY-2026-000001"


def test_all_and_one_partner_at_once(payable, hosta, fiona):
    acts = [lambda: prepare_payouts(by=fiona), lambda: prepare_payouts(by=fiona, partner=hosta)] * 5
    outcomes = at_once(acts)
    assert [each for each in outcomes if isinstance(each, Exception)] == []
    assert PayoutItem.objects.count() == 1


def test_marked_paid_by_many_and_posted_once(payable, fiona, april):
    payout = sent(approve(prepared(fiona), april), fiona)
    outcomes = at_once([lambda n=n: told(payout, fiona, reference=f"SEPA {n}") for n in range(20)])
    [won] = [each for each in outcomes if isinstance(each, PayoutOutcome)]
    refused = [each for each in outcomes if isinstance(each, Refused)]
    assert [each.code for each in refused] == ["told_already"] * 19
    outcomes = at_once([lambda: confirm_outcome(outcome=won, by=april)] * 20)
    assert [each.code for each in outcomes if isinstance(each, Refused)] == ["decided"] * 19
    payout.refresh_from_db()
    assert payout.bank_reference == won.bank_reference
    assert JournalTransaction.objects.filter(cause="payout_paid").count() == 1


def test_a_receipt_confirmed_by_many_and_posted_once(receivable, fiona):
    remittance = requested(fiona)
    receipt = told_receipt(remittance, fiona, "20")
    second = make_staff("second@licensor.example", "Second Eye", StaffRole.APPROVER)
    outcomes = at_once([lambda: confirm_receipt(receipt=receipt, by=second)] * 20)
    assert [each.code for each in outcomes if isinstance(each, Refused)] == ["decided"] * 19
    assert JournalTransaction.objects.filter(cause="remittance_received").count() == 1
    assert still_due(remittance) == 30
    assert discrepancies() == []


def test_many_say_what_arrived_and_no_more_than_is_due(receivable, fiona):
    """50.00 is due: of twenty who say that 20.00 came, two are heard."""
    remittance = requested(fiona)
    outcomes = at_once([lambda: told_receipt(remittance, fiona, "20")] * 20)
    assert [each.code for each in outcomes if isinstance(each, Refused)] == ["more_than_due"] * 18


def test_one_entry_of_the_bank_read_by_many_is_posted_once(receivable, fiona):
    remittance = requested(fiona)
    facts = {"day": DAY, "reference": "NTRY 1", "entry": "IE64 1", "by": fiona}
    act = partial(receipt_by_bank, remittance=remittance, amount=Decimal(20), **facts)
    outcomes = at_once([act] * 20)
    assert {each.pk for each in outcomes} == {RemittanceReceipt.objects.get().pk}
    assert JournalTransaction.objects.filter(cause="remittance_received").count() == 1


def test_reminded_by_many_workers_at_once_and_told_once(receivable, finn, fiona, monkeypatch):
    remittance = requested(fiona)
    day = remittance.due_date + timedelta(days=7)
    monkeypatch.setattr("settlements.payouts.remind_of_remittances.today", lambda: day)
    outcomes = at_once([remind_of_remittances] * 10)
    assert sum(outcomes) == 1
    assert Mail.objects.filter(kind="remittance_overdue").count() == 1


@pytest.mark.parametrize("turn", range(4))
def test_what_arrived_and_a_hold_at_once(receivable, fiona, turn):
    """50.00 is said to have come: confirmed first, nothing is left to hold; held first, it is refused."""
    receipt = told_receipt(requested(fiona), fiona)
    second = make_staff("second@licensor.example", "Second Eye", StaffRole.APPROVER)
    acts = [lambda: hold(receivable, "12.50"), lambda: confirm_receipt(receipt=receipt, by=second)]
    outcomes = at_once(acts if turn % 2 else acts[::-1])
    held, confirmed = outcomes if turn % 2 else outcomes[::-1]
    if held:
        assert confirmed.code == "more_than_due"
        assert still_due(receipt.remittance) == Decimal("37.50")
    else:
        assert confirmed.posted == 50
    assert discrepancies() == []


@pytest.mark.parametrize("turn", range(4))
def test_a_hold_and_an_approval_at_once(payable, fiona, april, turn):
    """Either the hold is first, and the approval refused; or the approval, and nothing is left to hold."""
    payout = prepared(fiona)

    acts = [lambda: hold(payable, "12.50"), lambda: approve(payout, april)]
    outcomes = at_once(acts if turn % 2 else acts[::-1])
    held, approved = outcomes if turn % 2 else outcomes[::-1]
    payout.refresh_from_db()
    if held:
        assert held == held_for("DSP-2026-000001") == Decimal("12.50")
        assert isinstance(approved, Refused)
        assert (approved.code, payout.state) == ("changed", "prepared")
        assert unpaid_of(payable.number) == Decimal("7.50")
    else:
        assert payout.state == "approved"
        assert unpaid_of(payable.number) == 0
    assert discrepancies() == []
