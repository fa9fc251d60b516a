"""Batches: approved at once, one bank file, two approvers, taking one out, accounts that change, netting."""

import pytest
from django.db import DatabaseError, connection, transaction
from lxml import etree

from portal.accounts.roles import StaffRole
from settlements.balances.read import unpaid_of
from settlements.bank_accounts.models import BankAccount
from settlements.payouts.export_batch import export_batch
from settlements.payouts.models import BatchApproval, Payout, PayoutBatch
from settlements.payouts.prepare_payouts import prepare_payouts
from settlements.payouts.set_two_approvers import set_two_approvers
from settlements.payouts.void_batches import void_batches
from tests.factories.accounts import make_staff
from tests.factories.agreements import make_agreement
from tests.factories.bank_accounts import usable_accounts, written_account
from tests.factories.usage import submitted_report
from tests.scenes import scene
from tests.settlements.payouts.steps import (
    approve,
    approve_whole,
    cancelled,
    code_of,
    discrepancies,
    paid,
    prepared,
    sent,
)
from tests.settlements.runs.steps import issued_run

pytestmark = pytest.mark.django_db
PAIN = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}


@scene
def both(payable, rival, fiona, april):
    """Rival Cloud is to be paid 40.00 EUR, beside Host A's 20.00 USD."""
    agreement = make_agreement(rival, starts="2026-09-01", settlement_currency="EUR")
    usable_accounts(rival, "EUR")
    submitted_report(
        agreement, "2026-09", [{"usage_date": "2026-09-05", "gross_revenue": "200", "currency": "EUR"}]
    )
    issued_run("2026-09", fiona, april, agreement)
    return payable


@pytest.fixture
def batch(both, fiona) -> PayoutBatch:
    return prepare_payouts(by=fiona).batch


class TestOneFile:
    def test_all_payouts_of_both_currencies_in_one_file(self, batch, fiona, april):
        approve_whole(batch, april)
        tree = etree.fromstring(export_batch(batch=batch, by=fiona))
        assert tree.findtext(".//p:GrpHdr/p:MsgId", namespaces=PAIN) == "BAT-2026-000001"
        assert tree.findtext(".//p:GrpHdr/p:NbOfTxs", namespaces=PAIN) == "2"
        assert tree.findtext(".//p:GrpHdr/p:CtrlSum", namespaces=PAIN) == "60.00"
        told = {
            row.findtext("p:PmtId/p:EndToEndId", namespaces=PAIN): (
                row.find("p:Amt/p:InstdAmt", PAIN).get("Ccy"),
                row.findtext("p:Amt/p:InstdAmt", namespaces=PAIN),
            )
            for row in tree.iterfind(".//p:CdtTrfTxInf", PAIN)
        }
        payouts = Payout.objects.order_by("number")
        assert told == {each.number: (each.currency, f"{each.amount:.2f}") for each in payouts}
        assert {each.state for each in payouts} == {"sent"}
        assert discrepancies() == []

    def test_nothing_leaves_before_its_approval_nor_after_an_account_changed(
        self, batch, hosta, fiona, april
    ):
        assert code_of(export_batch, batch=batch, by=fiona) == "wrong_state"
        approve_whole(batch, april)
        _replace(hosta)
        assert code_of(export_batch, batch=batch, by=fiona) == "changed"
        assert Payout.objects.filter(state="sent").count() == 0

    def test_a_file_other_than_the_approved_one_is_not_handed_out(self, batch, fiona, april, licensor):
        approve_whole(batch, april)
        licensor.legal_name = "Another Owner Inc."
        licensor.save()
        assert code_of(export_batch, batch=batch, by=fiona) == "other_bytes"
        assert any(each.check == "bank files" for each in discrepancies())


class TestTakingOut:
    def test_the_rest_goes_on_and_is_approved_anew(self, batch, hosta, fiona, april):
        stale = (batch.version, batch.fingerprint)
        cancelled(Payout.objects.get(partner=hosta), april)
        batch.refresh_from_db()
        assert (batch.version, batch.fingerprint) != stale
        assert batch.state == "prepared"
        assert approve_whole(batch, april).state == "approved"
        assert {each.state for each in batch.payouts.all()} == {"cancelled", "approved"}
        assert discrepancies() == []

    def test_of_the_last_one_ends_the_batch(self, payable, fiona):
        payout = prepared(fiona)
        cancelled(payout, fiona)
        assert PayoutBatch.objects.get(pk=payout.batch_id).state == "cancelled"


class TestTwoApprovers:
    @pytest.fixture
    def ada(self, licensor):
        return make_staff("ada@licensor.example", "Ada Admin", StaffRole.ADMINISTRATOR)

    @pytest.fixture
    def anton(self, licensor):
        return make_staff("anton@licensor.example", "Anton Approver", StaffRole.APPROVER)

    def test_from_the_limit_on(self, payable, fiona, april, anton, ada):
        set_two_approvers(currency="USD", amount="20", by=ada)
        payout = prepared(fiona)
        assert approve(payout, april).state == "prepared"
        assert unpaid_of(payable.number) == 20
        assert code_of(approve, payout, april) == "approved_before"
        assert approve(payout, anton).state == "approved"
        assert BatchApproval.objects.count() == 2
        assert discrepancies() == []

    def test_below_it_one_is_enough(self, payable, fiona, april, ada):
        set_two_approvers(currency="USD", amount="20.01", by=ada)
        assert approve(prepared(fiona), april).state == "approved"

    def test_whoever_writes_to_the_table(self, payable, fiona, april, ada):
        set_two_approvers(currency="USD", amount="20", by=ada)
        payout = prepared(fiona)
        approve(payout, april)
        for text in (
            "UPDATE settlements_payoutbatch SET state = 'approved', approved_at = now()",
            "INSERT INTO settlements_batchapproval (batch_id, fingerprint, by_id, approved_at) "
            f"SELECT id, fingerprint, {fiona.pk}, now() FROM settlements_payoutbatch",
        ):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(text)


class TestAccounts:
    def test_without_one_the_reason_is_said(self, payable, hosta, fiona):
        BankAccount.objects.filter(partner=hosta).update(
            state="ended", closed_at=payable.issued_at, reason="x"
        )
        outcome = prepare_payouts(by=fiona)
        assert (outcome.batch, outcome.payouts) == (None, [])
        assert outcome.left_out[0][2] == "No bank account for USD is entered yet."

    def test_a_change_takes_the_payout_out_of_what_nobody_approved(self, batch, hosta, fiona):
        _replace(hosta)
        assert void_batches(partner_id=hosta.pk, currency="USD") == [batch.number]
        assert void_batches(partner_id=hosta.pk, currency="USD") == []
        assert {each.partner.code: each.state for each in batch.payouts.all()} == {
            "hosta": "cancelled",
            "rival": "prepared",
        }
        assert discrepancies() == []

    def test_and_ends_what_was_approved(self, batch, payable, hosta, fiona, april):
        approve_whole(batch, april)
        _replace(hosta)
        assert void_batches(partner_id=hosta.pk, currency="USD") == [batch.number]
        batch.refresh_from_db()
        assert (batch.state, batch.cancelled_by) == ("cancelled", None)
        assert unpaid_of(payable.number) == 20
        assert discrepancies() == []

    def test_what_the_bank_has_stays(self, payable, hosta, fiona, april):
        payout = sent(approve(prepared(fiona), april), fiona)
        _replace(hosta)
        assert void_batches(partner_id=hosta.pk, currency="USD") == []
        assert paid(payout, fiona).state == "paid"

    def test_our_own_account_counts_too(self, batch, fiona):
        _replace(None, "USD")
        assert void_batches(partner_id=None, currency="USD") == [batch.number]
        assert {each.state for each in batch.payouts.filter(currency="USD")} == {"cancelled"}
        assert {each.state for each in batch.payouts.filter(currency="EUR")} == {"prepared"}


def _replace(partner, currency: str = "USD") -> None:
    """Another account takes the place of the partner's."""
    [old] = BankAccount.objects.filter(partner=partner, currency=currency, state="confirmed")
    old.state, old.closed_at = old.State.REPLACED, old.confirmed_at
    old.save()
    written_account(partner, old.currency)
