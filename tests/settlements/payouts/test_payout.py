"""A payout from unpaid to paid: prepared by one, approved by another, marked with the bank's reference."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.http import Http404

from portal.accounts.models import Deputy
from portal.accounts.roles import StaffRole
from portal.audit.models import AuditEvent
from portal.notices.models import Mail
from portal.refused import Refused
from settlements.balances.models import Account, JournalTransaction
from settlements.balances.read import account_balance, unpaid_of
from settlements.balances.release_hold import release_hold
from settlements.payouts.approve_batch import approve_batch
from settlements.payouts.models import PayoutBatch
from settlements.payouts.prepare_payouts import prepare_payouts
from tests.factories.usage import submitted_report
from tests.settlements.payouts.steps import (
    approve,
    cancelled,
    code_of,
    discrepancies,
    hold,
    paid,
    prepared,
    sent,
    told,
)
from tests.settlements.runs.steps import issued_run

pytestmark = pytest.mark.django_db


def balance(partner, account: Account) -> Decimal:
    return account_balance(partner, account, "USD")


class TestTheWay:
    def test_from_an_issued_run_to_paid(self, payable, hosta, finn, fiona, april):
        assert unpaid_of(payable.number) == 20
        payout = prepared(fiona)
        assert (payout.number, payout.amount, payout.currency) == ("PAY-2026-000001", 20, "USD")
        assert [(item.statement, item.amount) for item in payout.items.all()] == [(payable, 20)]
        assert unpaid_of(payable.number) == 20
        payout = approve(payout, april)
        assert (payout.state, payout.version, payout.approved_by) == ("approved", 2, april)
        assert (unpaid_of(payable.number), balance(hosta, Account.IN_TRANSIT)) == (0, -20)
        payout = sent(payout, fiona)
        assert (payout.state, balance(hosta, Account.IN_TRANSIT)) == ("sent", -20)
        payout = paid(payout, fiona)
        assert (payout.state, payout.bank_reference) == ("paid", "SEPA 1")
        assert (balance(hosta, Account.IN_TRANSIT), balance(hosta, Account.PAID)) == (0, -20)
        assert not payout.items.get().live
        assert discrepancies() == []
        events = AuditEvent.objects.filter(partner=hosta, event__startswith="payout.").order_by("pk")
        assert [(each.event, each.actor) for each in events] == [
            ("payout.prepared", fiona),
            ("payout.approved", april),
            ("payout.outcome_told", fiona),
            ("payout.marked_paid", april),
        ]
        asked = Mail.objects.filter(kind="batch_prepared").values_list("to", flat=True)
        assert april.email in asked
        assert fiona.email not in asked
        mail = Mail.objects.get(kind="payout_paid")
        assert mail.to == finn.email
        assert "$20.00" in mail.text
        assert "SEPA 1" in mail.text

    def test_a_partner_s_statements_of_a_currency_are_paid_together(
        self, payable, hosted, hosta, fiona, april
    ):
        submitted_report(hosted, "2026-10", [{"usage_date": "2026-10-05", "gross_revenue": "0.55"}])
        issued_run("2026-10", fiona, april, hosted)
        payout = prepared(fiona)
        assert payout.amount == Decimal("20.11")
        assert payout.items.count() == 2

    def test_prepared_twice_prepares_once_and_says_why(self, payable, hosta, fiona):
        payout = prepared(fiona)
        again = prepare_payouts(by=fiona)
        assert again.payouts == []
        [(partner, currency, why)] = again.left_out
        assert (partner, currency) == (hosta, "USD")
        assert why == f"{payout.number} over $20.00 is prepared and waits for approval."

    def test_only_the_partner_and_currency_asked_for(self, payable, rival, fiona):
        assert prepare_payouts(by=fiona, partner=rival).payouts == []
        assert prepare_payouts(by=fiona, currency="EUR").payouts == []
        prepared(fiona, partner=payable.partner, currency="USD")

    def test_nobody_of_a_suspended_organisation_is_paid(self, payable, hosta, fiona):
        hosta.suspended_at = payable.issued_at
        hosta.save()
        outcome = prepare_payouts(by=fiona)
        assert outcome.payouts == []
        assert "suspended" in outcome.left_out[0][2]

    def test_nor_where_it_was_suspended_since(self, payable, hosta, fiona, april):
        payout = prepared(fiona)
        hosta.suspended_at = payable.issued_at
        hosta.save()
        assert code_of(approve, payout, april) == "changed"
        hosta.suspended_at = None
        hosta.save()
        assert approve(payout, april).state == "approved"


class TestRoles:
    def test_who_may(self, payable, fiona, april, adam, oscar, finn):
        for person in (april, adam, oscar):
            with pytest.raises(PermissionDenied):
                prepare_payouts(by=person)
        with pytest.raises(Http404):
            prepare_payouts(by=finn)
        payout = prepared(fiona)
        for person in (fiona, adam, oscar):
            with pytest.raises(PermissionDenied):
                approve(payout, person)
        for act in (lambda who: told(payout, who), lambda who: cancelled(payout, who)):
            for person in (adam, oscar):
                with pytest.raises(PermissionDenied):
                    act(person)
            with pytest.raises(Http404):
                act(finn)

    def test_who_prepared_it_does_not_approve_it(self, payable, boris, april):
        payout = prepared(boris)
        assert code_of(approve, payout, boris) == "own_work"
        assert approve(payout, april).approved_by == april

    def test_nor_does_the_preparer_s_deputy(self, payable, boris, oscar, april):
        payout = prepared(boris)
        role = StaffRole.APPROVER
        days = {"from_date": date(2020, 1, 1), "to_date": date(2099, 1, 1)}
        Deputy.objects.create(principal=boris, deputy=oscar, role=role, named_by=april, **days)
        with pytest.raises(Refused, match="Boris Both, for whom you stand in"):
            approve(payout, oscar)

    def test_nor_by_writing_to_the_table(self, payable, boris):
        payout = prepared(boris)
        sql = connection.cursor().execute
        with pytest.raises(DatabaseError, match="payout_four_eyes"), transaction.atomic():
            sql(f"UPDATE settlements_payout SET approved_by_id = {boris.pk} WHERE id = {payout.pk}")
        with pytest.raises(DatabaseError, match="payout_paid_is_approved"), transaction.atomic():
            sql(f"UPDATE settlements_payout SET state = 'approved' WHERE id = {payout.pk}")


class TestStaleApprovals:
    def test_another_fingerprint_or_version_than_shown(self, payable, fiona, april):
        payout = prepared(fiona)
        batch = PayoutBatch.objects.get(pk=payout.batch_id)
        shown = {"batch_id": batch.pk, "by": april, "version": 1, "fingerprint": batch.fingerprint}
        assert code_of(approve_batch, **{**shown, "fingerprint": "0" * 64}) == "changed"
        assert code_of(approve_batch, **{**shown, "version": 2}) == "changed"
        approve_batch(**shown)

    def test_twice(self, payable, fiona, april, boris):
        payout = prepared(fiona)
        approve(payout, april)
        with pytest.raises(Refused, match="April Approver approved this batch already"):
            approve(payout, boris)
        assert JournalTransaction.objects.filter(cause="payout_approved").count() == 1

    def test_what_is_held_since_is_named(self, payable, fiona, april):
        payout = prepared(fiona)
        assert hold(payable, "12.50") == Decimal("12.50")
        with pytest.raises(Refused) as refusal:
            approve(payout, april)
        assert refusal.value.code == "changed"
        assert refusal.value.sentence == (
            f"{payout.number}: $12.50 of {payable.number} is held for DSP-2026-000001. "
            "Cancel this batch and prepare anew."
        )
        payout.refresh_from_db()
        assert (payout.state, payout.version) == ("prepared", 1)
        cancelled(payout, fiona)
        anew = prepared(fiona)
        assert anew.amount == Decimal("7.50")
        approve(anew, april)
        assert hold(payable, "1", "DSP-2026-000002") == 0
        assert discrepancies() == []

    def test_what_was_held_is_paid_once_released(self, payable, fiona, april):
        hold(payable, "12.50")
        paid(approve(prepared(fiona), april), fiona)
        left_out = prepare_payouts(by=fiona).left_out
        assert left_out[0][2] == (
            f"$12.50 of {payable.number} is held for DSP-2026-000001 until that is decided."
        )
        release_hold(reference="DSP-2026-000001", amount=None, key="withdrawn", by=None)
        rest = paid(approve(prepared(fiona), april), fiona)
        assert rest.amount == Decimal("12.50")
        assert prepare_payouts(by=fiona).left_out[0][2] == "Nothing is unpaid: what was issued is paid."
        assert discrepancies() == []
