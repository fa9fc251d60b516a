"""The bank's statement says what arrived: once, with what came beyond it kept."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from portal.audit.models import AuditEvent
from portal.notices.models import Mail
from settlements.balances.models import Account, JournalTransaction
from settlements.balances.read import account_balance
from settlements.balances.release_hold import release_hold
from settlements.payouts.cancel_remittance import cancel_remittance
from settlements.payouts.confirm_receipt import confirm_receipt
from settlements.payouts.models import Remittance, RemittanceReceipt
from settlements.payouts.receipt_by_bank import receipt_by_bank
from settlements.payouts.surplus import surplus_left, with_surplus
from settlements.payouts.tell_surplus_sent_back import tell_surplus_sent_back
from settlements.payouts.tell_surplus_used import tell_surplus_used
from settlements.payouts.what_is_due import still_due
from tests.factories.accounts import make_partner
from tests.settlements.payouts.steps import (
    DAY,
    code_of,
    discrepancies,
    hold,
    receive,
    requested,
    told_receipt,
)

pytestmark = pytest.mark.django_db


def by_bank(remittance: Remittance, by, amount: str, entry: str = "IE64 2026-10-20 1", **facts):
    given = {"day": DAY, "reference": "NTRY 1", **facts}
    return receipt_by_bank(remittance=remittance, amount=Decimal(amount), entry=entry, by=by, **given)


def standing(remittance: Remittance) -> tuple[str, Decimal]:
    row = Remittance.objects.get(pk=remittance.pk)
    return row.state, row.received_amount


class TestOnce:
    def test_needs_no_second_person(self, receivable, hosta, fiona):
        remittance = requested(fiona)
        receipt = by_bank(remittance, fiona, "20")
        assert (receipt.state, receipt.posted, receipt.surplus) == ("confirmed", 20, 0)
        assert standing(remittance) == ("requested", 20)
        by_bank(remittance, fiona, "30", "IE64 2026-10-21 1", reference="NTRY 2")
        assert standing(remittance) == ("received", 50)
        assert account_balance(hosta, Account.RECEIVED, "USD") == 50
        assert discrepancies() == []

    def test_the_same_entry_again_changes_nothing(self, receivable, fiona):
        remittance = requested(fiona)
        first = by_bank(remittance, fiona, "20")
        events = AuditEvent.objects.count()
        assert by_bank(remittance, fiona, "20") == first
        assert JournalTransaction.objects.filter(cause="remittance_received").count() == 1
        assert AuditEvent.objects.count() == events

    def test_what_nobody_confirmed_yet_is_dropped(self, receivable, fiona):
        remittance = requested(fiona)
        told = told_receipt(remittance, fiona, "20")
        by_bank(remittance, fiona, "20")
        told.refresh_from_db()
        assert told.state == "dropped"
        assert still_due(remittance) == 30

    @pytest.mark.parametrize(
        "facts", [{"day": DAY}, {"day": date(2026, 10, 22), "reference": "HOSTA 1"}], ids=["day", "reference"]
    )
    def test_what_two_people_confirmed_is_not_posted_again(self, receivable, fiona, facts):
        remittance = receive(requested(fiona), fiona, "20")
        receipt = by_bank(remittance, fiona, "20", **facts)
        assert receipt == RemittanceReceipt.objects.get()
        assert receipt.bank_entry == "IE64 2026-10-20 1"
        assert still_due(remittance) == 30
        assert AuditEvent.objects.filter(event="remittance.receipt_proven").count() == 1
        assert by_bank(remittance, fiona, "20", "IE64 2026-10-20 2").posted == 20, "a second payment like it"
        assert discrepancies() == []

    def test_who_may_and_what(self, receivable, fiona, oscar):
        remittance = requested(fiona)
        with pytest.raises(PermissionDenied):
            by_bank(remittance, oscar, "20")
        assert code_of(by_bank, remittance, fiona, "0") == "bad_amount"
        assert code_of(by_bank, remittance, fiona, "20", reference=" ") == "no_reference"
        with pytest.raises(ValueError, match="has a name"):
            by_bank(remittance, fiona, "20", "")


class TestTooMuch:
    """50.00 is due and 62.50 comes: 12.50 settles nothing and stays visible until it is used or sent back."""

    @pytest.fixture
    def paid_too_much(self, receivable, finn, fiona) -> RemittanceReceipt:
        return by_bank(requested(fiona), fiona, "62.50")

    def test_what_is_due_is_posted_and_the_rest_kept(self, paid_too_much, hosta):
        assert (paid_too_much.posted, paid_too_much.surplus) == (50, Decimal("12.50"))
        assert standing(paid_too_much.remittance) == ("received", 50)
        assert account_balance(hosta, Account.RECEIVED, "USD") == 50
        assert [(row.remittance.number, row.left) for row in with_surplus()] == [
            ("REM-2026-000001", Decimal("12.50"))
        ]
        assert "$12.50 was paid too much." in Mail.objects.get(kind="remittance_received").text
        assert discrepancies() == []

    def test_paid_once_more_all_of_it_is_kept(self, paid_too_much, fiona):
        again = by_bank(paid_too_much.remittance, fiona, "50", "IE64 2026-10-29 1", day=date(2026, 10, 29))
        assert (again.posted, again.surplus) == (0, 50)
        assert sum(row.left for row in with_surplus()) == Decimal("62.50")

    def test_paid_though_cancelled(self, receivable, fiona):
        remittance = requested(fiona)
        cancel_remittance(remittance=remittance, by=fiona, reason="wrong account")
        assert by_bank(remittance, fiona, "50").surplus == 50
        assert standing(remittance) == ("cancelled", None)
        assert discrepancies() == []

    def test_sent_back_by_two_people(self, paid_too_much, fiona, april):
        use = tell_surplus_sent_back(receipt=paid_too_much, day=DAY, reference="BACK 1", by=fiona)
        assert use.amount == Decimal("12.50")
        again = {"receipt": paid_too_much, "day": DAY, "reference": "BACK 1", "by": april}
        assert code_of(tell_surplus_sent_back, **again) == "nothing_left"
        assert code_of(confirm_receipt, receipt=use, by=fiona) == "own_work"
        confirm_receipt(receipt=use, by=april)
        assert not with_surplus().exists()
        assert JournalTransaction.objects.filter(cause="remittance_received").count() == 1
        assert "sent it back" in Mail.objects.get(kind="remittance_surplus_sent_back").text
        assert discrepancies() == []

    def test_used_for_what_is_held_once_it_is_decided(self, receivable, fiona, april):
        """Of 50.00, 20.00 is held when all 50.00 comes: 30.00 settles, 20.00 waits for the next request."""
        remittance = requested(fiona)
        hold(receivable, "20")
        receipt = by_bank(remittance, fiona, "50")
        assert (receipt.posted, receipt.surplus) == (30, 20)
        release_hold(reference="DSP-2026-000001", amount=None, key="refused", by=None)
        following = requested(fiona)
        use = tell_surplus_used(receipt=receipt, onto=following, by=fiona)
        assert (use.amount, surplus_left(receipt)) == (20, 0)
        assert code_of(confirm_receipt, receipt=use, by=fiona) == "own_work"
        confirm_receipt(receipt=use, by=april)
        assert standing(following) == ("received", 20)
        assert discrepancies() == []

    def test_used_for_no_more_than_is_due(self, paid_too_much, remitting, fiona):
        assert code_of(tell_surplus_used, receipt=paid_too_much, onto=paid_too_much.remittance, by=fiona) == (
            "wrong_state"
        )
        other = Remittance.objects.create(
            number="REM-2026-000009",
            partner=make_partner("hostb", "Host B"),
            currency="USD",
            amount=1,
            due_date=DAY,
            requested_by=fiona,
        )
        assert code_of(tell_surplus_used, receipt=paid_too_much, onto=other, by=fiona) == "other_partner"
