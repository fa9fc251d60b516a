"""The two ways a payout ends: paid, with the bank's facts, or cancelled; and that it stays so."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from settlements.balances.models import Account, JournalTransaction
from settlements.balances.read import account_balance, unpaid_of
from settlements.payouts.cancel_payout import cancel_payout
from settlements.payouts.models import Payout, PayoutItem
from tests.settlements.payouts.steps import approve, cancelled, code_of, discrepancies, paid, prepared

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
    assert code_of(paid, payout, fiona) == "wrong_state"
    payout = approve(payout, april)
    assert code_of(paid, payout, fiona, reference="  ") == "no_reference"
    assert code_of(paid, payout, fiona, reference="x" * 141) == "long_reference"
    assert code_of(paid, payout, fiona, paid_date=date(2099, 1, 1)) == "bad_date"
    assert code_of(paid, payout, fiona, paid_date=date(2026, 9, 30)) == "bad_date"


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
    payout = cancelled(approve(prepared(fiona), april), april)
    assert (unpaid_of(payable.number), account_balance(hosta, Account.IN_TRANSIT, "USD")) == (20, 0)
    assert code_of(approve, payout, april) == "not_prepared"
    assert code_of(paid, payout, fiona) == "wrong_state"
    paid(approve(prepared(fiona), april), fiona)
    assert discrepancies() == []


def _sql(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text)
