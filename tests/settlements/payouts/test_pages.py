"""The pages: the whole way through clicks."""

import hashlib

import pytest
from django.urls import reverse

from settlements.payouts.models import Payout, PayoutBatch, Remittance
from tests.factories.bank_accounts import THEIRS
from tests.settlements.payouts.steps import hold, prepared, requested
from tests.settlements.runs.pages import page_of, post, text_of

pytestmark = pytest.mark.django_db
FACTS = {"day": "2026-10-20", "reference": "SEPA 1"}


class TestTheWay:
    def test_prepared_approved_paid(self, client, payable, finn, fiona, april):
        client.force_login(fiona)
        offered = page_of(client, "staff_payouts")
        assert "$20.00 of 1 statement is unpaid and enters the next payout." in offered
        assert payable.number in offered
        done = post(client, "prepare_payouts", whom="hosta USD")
        number, batch = Payout.objects.get().number, PayoutBatch.objects.get()
        assert f"1 payout is prepared in {batch.number}." in done
        offered = page_of(client, "staff_payouts")
        assert f"{number} over $20.00 is prepared and waits for approval." in offered
        again = post(client, "prepare_payouts")
        assert f"Host A, USD: {number} over $20.00 is prepared" in again

        shown = page_of(client, "payout_batch", batch.number)
        assert "This needs one of these roles: Approver" in shown
        assert "Approve the batch" not in shown
        client.force_login(april)
        shown = page_of(client, "payout_batch", batch.number)
        assert batch.fingerprint in shown
        assert batch.file_sha256 in shown
        assert THEIRS.iban not in shown
        stale = post(client, "approve_batch", batch.number, version="x", fingerprint=batch.fingerprint)
        assert "The batch changed since you looked at it." in stale
        posted = {"version": batch.version, "fingerprint": batch.fingerprint}
        assert "Approved. Download the bank file" in post(client, "approve_batch", batch.number, **posted)

        client.force_login(fiona)
        files = [client.post(reverse("export_batch", args=[batch.number])).content for _time in range(2)]
        assert files[0] == files[1]
        assert hashlib.sha256(files[0]).hexdigest() == batch.file_sha256
        assert THEIRS.iban.encode() in files[0]
        empty = client.post(reverse("tell_paid", args=[number]), {"day": "", "reference": ""})
        assert empty.status_code == 422
        early = client.post(reverse("tell_paid", args=[number]), {**FACTS, "day": "2099-01-01"})
        assert early.status_code == 422
        assert "has not come yet" in text_of(early)
        assert "Somebody else confirms it now." in post(client, "tell_paid", number, **FACTS)
        assert "You said this, so somebody else has to confirm it." in post(client, "confirm_outcome", number)
        client.force_login(april)
        assert "Confirmed. The partner is told." in post(client, "confirm_outcome", number)

        client.force_login(finn)
        shown = page_of(client, "payout", number)
        assert "You received" in shown
        assert "Bank reference: SEPA 1" in shown
        assert "Oct 20, 2026" in shown
        assert reverse("statement", args=[payable.number]) in shown
        assert fiona.name not in shown
        assert "Nothing is unpaid: what was issued is paid." in page_of(client, "payouts")

    def test_requested_held_received_in_two_parts(self, client, receivable, finn, fiona, april, bank):
        client.force_login(fiona)
        assert "$50.00 of 1 statement is owed" in page_of(client, "staff_remittances")
        assert "could not be read" in post(client, "request_remittances", due_date="tomorrow")
        assert "1 request is sent." in post(client, "request_remittances", due_date="2099-01-31")
        number = Remittance.objects.get().number
        hold(receivable, "12.50")

        client.force_login(finn)
        shown = page_of(client, "remittance", number)
        assert "You owe" in shown
        assert '<p class="figure">$37.50</p>' in shown
        assert "$12.50 of STM-2026-000001 is held for DSP-2026-000001 and need not be paid" in shown
        assert "Jan 31, 2099" in shown

        client.force_login(fiona)
        assert "$37.50 is still due." in page_of(client, "staff_remittance", number)
        assert "$37.50 of Host A is still due" in page_of(client, "tell_receipt", number)
        facts = {"amount": "30", "day": "2026-10-20", "reference": "HOSTA 1"}
        assert "Somebody else confirms it now." in post(client, "tell_receipt", number, **facts)
        shown = page_of(client, "staff_remittance", number)
        assert "You said this, so somebody else has to confirm it." in shown
        client.force_login(april)
        assert "Fiona Finance says that $30.00 arrived" in page_of(client, "staff_remittance", number)
        assert "Confirmed. The partner is told." in post(client, "confirm_receipt", number)

        client.force_login(finn)
        shown = page_of(client, "remittance", number)
        assert "You owe" in shown
        assert '<p class="figure">$7.50</p>' in shown
        assert "IE64 IRCE 9205 0112 3456 78" in shown, "where to pay to"
        assert "RF" in shown

        client.force_login(fiona)
        post(client, "tell_receipt", number, **facts | {"amount": "7.50"})
        client.force_login(april)
        post(client, "confirm_receipt", number)
        client.force_login(finn)
        shown = page_of(client, "remittance", number)
        assert "You paid" in shown
        assert '<p class="figure">$37.50</p>' in shown

    def test_cancelled_with_a_reason_the_partner_reads(self, client, payable, receivable, finn, fiona):
        payout, remittance = prepared(fiona), requested(fiona)
        client.force_login(fiona)
        assert client.post(reverse("cancel_payout", args=[payout.number]), {}).status_code == 422
        post(client, "cancel_payout", payout.number, reason="wrong month")
        post(client, "cancel_remittance", remittance.number, reason="wrong account")
        client.force_login(finn)
        assert "Reason: wrong month" in page_of(client, "payout", payout.number)
        assert "Reason: wrong account" in page_of(client, "remittance", remittance.number)

    def test_what_changed_since_stands_before_the_button(self, client, payable, fiona, april):
        payout = prepared(fiona)
        hold(payable, "12.50")
        client.force_login(april)
        batch = payout.batch
        shown = page_of(client, "payout_batch", batch.number)
        assert f"$12.50 of {payable.number} is held for DSP-2026-000001." in shown
        assert "Approve the batch" not in shown
        posted = {"version": 1, "fingerprint": batch.fingerprint}
        assert "Cancel this batch and prepare anew." in post(client, "approve_batch", batch.number, **posted)

    def test_own_work_is_said_to_be(self, client, payable, boris):
        payout = prepared(boris)
        client.force_login(boris)
        shown = page_of(client, "payout_batch", payout.batch.number)
        assert "You prepared this batch, so somebody else has to approve it." in shown
        assert "Approve the batch" not in shown
        posted = {"version": 1, "fingerprint": payout.batch.fingerprint}
        assert "You prepared this batch" in post(client, "approve_batch", payout.batch.number, **posted)
        payout.refresh_from_db()
        assert payout.state == "prepared"
