"""A remittance request: asked for, part of it held, received, overdue, taken back."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.http import Http404

from portal.audit.models import AuditEvent
from portal.notices.models import Mail
from settlements.balances.models import Account, JournalTransaction
from settlements.balances.read import account_balance, owed_of
from settlements.balances.release_hold import release_hold
from settlements.payouts.access import remittances_of, staff_remittances
from settlements.payouts.cancel_remittance import cancel_remittance
from settlements.payouts.dates import today
from settlements.payouts.models import Remittance
from settlements.payouts.prepare_payouts import prepare_payouts
from settlements.payouts.request_remittances import request_remittances
from settlements.payouts.waiting import remittances_overdue
from settlements.payouts.what_is_due import what_is_due
from tests.settlements.payouts.steps import (
    code_of,
    discrepancies,
    hold,
    receipt_told,
    received,
    requested,
)

pytestmark = pytest.mark.django_db


class TestTheWay:
    def test_asked_for_and_received(self, receivable, hosta, finn, fiona, april):
        remittance = requested(fiona)
        assert (remittance.number, remittance.amount) == ("REM-2026-000001", 50)
        assert remittance.due_date == today() + timedelta(days=30)
        remittance = received(remittance, fiona, april)
        assert (remittance.state, remittance.received_amount) == ("received", 50)
        assert owed_of(receivable.number) == 0
        assert account_balance(hosta, Account.RECEIVED, "USD") == 50
        assert discrepancies() == []
        events = AuditEvent.objects.filter(partner=hosta, event__startswith="remittance.").order_by("pk")
        assert [each.event for each in events] == [
            "remittance.requested",
            "remittance.receipt_told",
            "remittance.marked_received",
        ]
        mails = Mail.objects.filter(kind__startswith="remittance_").order_by("pk")
        assert [(each.kind, each.to) for each in mails] == [
            ("remittance_requested", finn.email),
            ("remittance_received", finn.email),
        ]
        assert "$50.00" in mails[0].text
        assert remittance.number in mails[0].subject

    def test_what_we_owe_is_not_asked_for_and_the_other_way_round(self, payable, receivable, fiona):
        assert requested(fiona).amount == 50
        [payout] = prepare_payouts(by=fiona).payouts
        assert payout.amount == 20

    def test_asked_for_twice_asks_once_and_says_why(self, receivable, fiona, april):
        remittance = requested(fiona, due_date=today())
        again = request_remittances(by=fiona)
        assert again.remittances == []
        assert again.left_out[0][2].startswith(f"{remittance.number} asks for $50.00, due on ")

    def test_due_in_the_past_is_refused(self, receivable, fiona, april):
        assert code_of(requested, fiona, due_date=date(2026, 1, 1)) == "bad_date"


class TestHolds:
    def test_a_hold_after_the_request_lowers_what_is_due(self, receivable, fiona, april):
        remittance = requested(fiona)
        assert hold(receivable, "12.50") == Decimal("12.50")
        [part] = what_is_due(remittance)
        assert (part.item.amount, part.due) == (50, Decimal("37.50"))
        assert [(each.reference, each.amount) for each in part.held] == [
            ("DSP-2026-000001", Decimal("12.50"))
        ]
        assert staff_remittances(fiona).get().still_due == Decimal("37.50")
        remittance = received(remittance, fiona, april)
        assert (remittance.amount, remittance.received_amount) == (50, Decimal("37.50"))
        assert [part.received for part in what_is_due(remittance)] == [Decimal("37.50")]
        assert discrepancies() == []

    def test_what_was_held_is_asked_for_anew_once_released(self, receivable, fiona, april):
        first = requested(fiona)
        hold(receivable, "12.50")
        received(first, fiona, april)
        assert request_remittances(by=fiona).remittances == []
        release_hold(reference="DSP-2026-000001", amount=None, key="withdrawn", by=None)
        rest = received(requested(fiona), fiona, april)
        assert rest.received_amount == Decimal("12.50")
        assert discrepancies() == []

    def test_no_more_is_received_than_was_asked_for(self, receivable, fiona, april):
        hold(receivable, "12.50")
        remittance = requested(fiona)
        release_hold(reference="DSP-2026-000001", amount=None, key="withdrawn", by=None)
        assert staff_remittances(fiona).get().still_due == Decimal("37.50")
        assert received(remittance, fiona, april).received_amount == Decimal("37.50")
        assert requested(fiona).amount == Decimal("12.50")

    def test_where_all_is_held_nothing_can_be_received(self, receivable, fiona, april):
        remittance = requested(fiona)
        hold(receivable, "50")
        assert code_of(receipt_told, remittance, fiona) == "nothing_due"


class TestEnds:
    def test_received_twice(self, receivable, fiona, april):
        remittance = requested(fiona)
        received(remittance, fiona, april)
        assert code_of(receipt_told, remittance, fiona) == "wrong_state"
        assert JournalTransaction.objects.filter(cause="remittance_received").count() == 1
        with pytest.raises(DatabaseError), transaction.atomic():
            Remittance.objects.update(bank_reference="other")

    def test_facts_of_the_bank(self, receivable, fiona, april):
        remittance = requested(fiona)
        assert code_of(receipt_told, remittance, fiona, reference="") == "no_reference"
        assert code_of(receipt_told, remittance, fiona, day=date(2099, 1, 1)) == "bad_date"

    def test_taken_back(self, receivable, fiona, april):
        remittance = requested(fiona)
        assert code_of(cancel_remittance, remittance=remittance, by=fiona, reason="") == "no_reason"
        cancel_remittance(remittance=remittance, by=fiona, reason="wrong account named")
        assert owed_of(receivable.number) == 50
        assert code_of(receipt_told, remittance, fiona) == "wrong_state"
        assert requested(fiona).number == "REM-2026-000002"
        assert discrepancies() == []

    def test_overdue_from_the_day_after(self, receivable, hosta, finn, fiona, monkeypatch):
        remittance = requested(fiona, due_date=today())
        assert not remittances_overdue(fiona)
        tomorrow = today() + timedelta(days=1)
        monkeypatch.setattr("settlements.payouts.access.today", lambda: tomorrow)
        assert remittances_overdue(fiona).get() == remittance
        assert remittances_of(finn, hosta).get().standing == "overdue"

    def test_who_may(self, receivable, fiona, april, adam, oscar, finn):
        for person in (april, adam, oscar):
            with pytest.raises(PermissionDenied):
                requested(person)
        remittance = requested(fiona)
        with pytest.raises(PermissionDenied):
            cancel_remittance(remittance=remittance, by=april, reason="x")
        for person in (adam, oscar):
            with pytest.raises(PermissionDenied):
                receipt_told(remittance, person)
        with pytest.raises(Http404):
            receipt_told(remittance, finn)
        assert received(remittance, april, fiona).marked_by == april
