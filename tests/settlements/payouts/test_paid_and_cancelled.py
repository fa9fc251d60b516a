"""The two ways a payout ends: paid, with the bank's facts, or cancelled; and that it stays so."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from portal.notices.models import Mail
from settlements.balances.models import Account, JournalTransaction
from settlements.balances.read import account_balance, unpaid_of
from settlements.payouts.cancel_batch import cancel_batch
from settlements.payouts.cancel_payout import cancel_payout
from settlements.payouts.confirm_outcome import confirm_outcome
from settlements.payouts.drop_outcome import drop_outcome
from settlements.payouts.models import Payout, PayoutItem, PayoutOutcome
from settlements.payouts.outcome_by_bank import outcome_by_bank
from tests.settlements.payouts.steps import (
    approve,
    cancelled,
    code_of,
    discrepancies,
    hold,
    paid,
    prepared,
    returned,
    sent,
    told,
)

pytestmark = pytest.mark.django_db


def test_paid_twice(payable, fiona, april):
    payout = approve(prepared(fiona), april)
    paid(payout, fiona)
    assert code_of(paid, payout, april, reference="SEPA 2") == "wrong_state"
    payout.refresh_from_db()
    assert payout.bank_reference == "SEPA 1"
    assert JournalTransaction.objects.filter(cause="payout_paid").count() == 1
    assert code_of(cancelled, payout, fiona) == "wrong_state"


def test_not_before_its_approval_nor_without_facts(payable, fiona, april):
    payout = prepared(fiona)
    assert code_of(told, payout, fiona) == "wrong_state"
    payout = approve(payout, april)
    assert code_of(told, payout, fiona) == "wrong_state"
    payout = sent(payout, fiona)
    assert code_of(told, payout, fiona, reference="  ") == "no_reference"
    assert code_of(told, payout, fiona, reference="x" * 141) == "long_reference"
    assert code_of(told, payout, fiona, day=date(2099, 1, 1)) == "bad_date"
    assert code_of(told, payout, fiona, day=date(2026, 9, 30)) == "bad_date"
    assert code_of(told, payout, fiona, "returned", reason=" ") == "no_reason"


def test_a_paid_payout_is_beyond_writing(payable, fiona, april):
    payout = paid(approve(prepared(fiona), april), fiona)
    for change in ("bank_reference = 'other'", "state = 'approved'", "amount = 1"):
        with pytest.raises(DatabaseError), transaction.atomic():
            _sql(f"UPDATE settlements_payout SET {change} WHERE id = {payout.pk}")
    with pytest.raises(DatabaseError), transaction.atomic():
        PayoutItem.objects.update(live=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        Payout.objects.all().delete()


def test_cancelled_before_approval_posts_nothing(payable, fiona):
    payout = prepared(fiona)
    assert code_of(cancel_payout, payout=payout, by=fiona, reason=" ") == "no_reason"
    payout = cancelled(payout, fiona)
    assert (payout.state, payout.cancel_reason) == ("cancelled", "wrong day")
    assert not JournalTransaction.objects.filter(subject=payout.number).exists()
    assert prepared(fiona).number == "PAY-2026-000002"


def test_cancelled_after_approval_is_posted_back(payable, hosta, fiona, april):
    payout = approve(prepared(fiona), april)
    assert code_of(cancelled, payout, april) == "approved_together"
    cancel_batch(batch=payout.batch, by=april, reason="wrong day")
    payout.refresh_from_db()
    assert payout.state == "cancelled"
    assert (unpaid_of(payable.number), account_balance(hosta, Account.IN_TRANSIT, "USD")) == (20, 0)
    assert code_of(approve, payout, april) == "not_prepared"
    assert code_of(paid, payout, fiona) == "wrong_state"
    paid(approve(prepared(fiona), april), fiona)
    assert discrepancies() == []


class TestReturned:
    def test_what_the_bank_sent_back_is_paid_anew(self, payable, hosta, finn, fiona, april):
        payout = returned(paid(approve(prepared(fiona), april), fiona), fiona)
        assert (payout.state, str(payout.paid_date)) == ("returned", "2026-10-20")
        assert unpaid_of(payable.number) == 20
        assert account_balance(hosta, Account.PAID, "USD") == 0
        [mail] = Mail.objects.filter(kind="payout_returned")
        assert mail.to == finn.email
        assert "Account closed" in mail.text
        again = paid(approve(prepared(fiona), april), fiona, reference="SEPA 2")
        assert (again.amount, account_balance(hosta, Account.PAID, "USD")) == (20, -20)
        assert discrepancies() == []

    def test_refused_by_the_bank_before_it_was_paid(self, payable, hosta, fiona, april):
        payout = returned(sent(approve(prepared(fiona), april), fiona), fiona)
        assert (payout.state, payout.paid_date) == ("returned", None)
        assert (unpaid_of(payable.number), account_balance(hosta, Account.IN_TRANSIT, "USD")) == (20, 0)
        assert discrepancies() == []

    def test_what_is_disputed_meanwhile_is_held_not_paid_anew(self, payable, fiona, april):
        payout = sent(approve(prepared(fiona), april), fiona)
        returned(payout, fiona)
        hold(payable, "12.50")
        assert prepared(fiona).amount == Decimal("7.50")


class TestTwoPeople:
    def test_who_said_it_does_not_confirm_it(self, payable, fiona, april):
        payout = sent(approve(prepared(fiona), april), fiona)
        outcome = told(payout, fiona)
        assert code_of(confirm_outcome, outcome=outcome, by=fiona) == "own_work"
        assert code_of(told, payout, april) == "told_already"
        payout.refresh_from_db()
        assert payout.state == "sent"
        assert confirm_outcome(outcome=outcome, by=april).state == "confirmed"

    def test_nor_by_writing_to_the_table(self, payable, fiona, april):
        outcome = told(sent(approve(prepared(fiona), april), fiona), fiona)
        with pytest.raises(DatabaseError, match="payout_outcome_four_eyes"), transaction.atomic():
            _sql(f"UPDATE settlements_payoutoutcome SET state = 'confirmed', decided_by_id = {fiona.pk}")
        assert PayoutOutcome.objects.get(pk=outcome.pk).state == "told"

    def test_what_is_not_so_is_taken_back(self, payable, fiona, april):
        payout = sent(approve(prepared(fiona), april), fiona)
        drop_outcome(outcome=told(payout, fiona), by=april)
        assert paid(payout, fiona).state == "paid"

    def test_the_bank_s_word_needs_no_second_person_and_counts_once(self, payable, fiona, april):
        payout = sent(approve(prepared(fiona), april), fiona)
        told(payout, fiona)
        facts = {"kind": "paid", "day": date(2026, 10, 20), "reference": "B 1", "entry": "IE64 1/1"}
        first = outcome_by_bank(payout=payout, by=fiona, **facts)
        assert outcome_by_bank(payout=payout, by=april, **facts) == first
        payout.refresh_from_db()
        assert (payout.state, payout.bank_reference) == ("paid", "B 1")
        assert [each.state for each in payout.outcomes.all()] == ["dropped", "confirmed"]
        assert code_of(outcome_by_bank, payout=payout, by=april, **{**facts, "entry": "2"}) == "wrong_state"
        assert discrepancies() == []


def _sql(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text)
