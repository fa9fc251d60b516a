"""The page of a remittance request: how to pay, what arrived, proof of payment, what payouts netted."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.audit.models import AuditEvent
from portal.files.purposes import MEGABYTE
from settlements.balances.release_hold import release_hold
from settlements.bank_accounts.end_account import end_account
from settlements.bank_accounts.models import BankAccount
from settlements.bank_files.parties import Account
from settlements.payouts.add_payment_proof import MOST, add_payment_proof
from settlements.payouts.models import RemittanceProof, RemittanceReceipt
from tests.factories.bank_accounts import written_account
from tests.settlements.payouts.steps import hold, receive, requested, told_receipt
from tests.settlements.payouts.test_receipt_by_bank import by_bank
from tests.settlements.runs.pages import page_of, post

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 transfer"


def proof(name: str = "transfer.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


class TestHowToPay:
    IBAN = "IE64 IRCE 9205 0112 3456 78"

    def test_in_full_with_the_reference(self, client, receivable, bank, finn, fiona):
        number = requested(fiona).number
        for person, name in ((finn, "remittance"), (fiona, "staff_remittance")):
            client.force_login(person)
            shown = page_of(client, name, number)
            for text in (self.IBAN, "IRCEIE2DXXX", "Model Owner Inc.", "Dublin", "RF"):
                assert text in shown, (person, text)

    def test_not_to_who_does_not_pay(self, client, receivable, bank, vera, ruth, fiona):
        number = requested(fiona).number
        client.force_login(vera)
        shown = page_of(client, "remittance", number)
        assert self.IBAN not in shown
        assert "Finance, Administrator of the organisation" in shown
        client.force_login(ruth)
        assert client.get(reverse("remittance", args=[number])).status_code == 404

    def test_nowhere_else_and_not_once_it_is_received(self, client, receivable, bank, finn, fiona):
        remittance = requested(fiona)
        client.force_login(finn)
        assert self.IBAN not in page_of(client, "remittances")
        receive(remittance, fiona)
        assert self.IBAN not in page_of(client, "remittance", remittance.number)

    def test_none_yet(self, client, receivable, finn, fiona):
        number = requested(fiona).number
        client.force_login(finn)
        shown = page_of(client, "remittance", number)
        assert "There is no account to pay to yet." in shown
        assert "No bank account for USD is entered yet." in shown

    def test_an_account_that_ended_is_not_shown(self, client, receivable, bank, finn, fiona):
        number = requested(fiona).number
        end_account(account=BankAccount.objects.get(partner=None), by=fiona, reason="closed")
        client.force_login(finn)
        assert self.IBAN not in page_of(client, "remittance", number)


class TestWhatArrived:
    def test_parts_and_what_is_still_due(self, client, receivable, finn, fiona):
        remittance = receive(requested(fiona), fiona, "20.01")
        client.force_login(finn)
        shown = page_of(client, "remittance", remittance.number)
        assert "You still owe" in shown
        assert '<p class="figure">$29.99</p>' in shown
        assert "$50.00 was asked for; $20.01 of it arrived." in shown
        assert "$20.01 arrived" in shown
        assert "$29.99" in page_of(client, "remittances")

    def test_what_nobody_confirmed_yet_is_for_staff_alone(self, client, receivable, finn, fiona, april):
        number = told_receipt(requested(fiona), fiona, "20").remittance.number
        client.force_login(finn)
        assert "HOSTA 1" not in page_of(client, "remittance", number)
        client.force_login(fiona)
        shown = page_of(client, "staff_remittance", number)
        assert "You said this, so somebody else has to confirm it." in shown
        client.force_login(april)
        receipt = RemittanceReceipt.objects.get()
        assert "Fiona Finance says that $20.00 arrived" in page_of(client, "staff_remittance", number)
        assert "What is due stays as it was." in post(client, "drop_receipt", number, receipt.pk)
        assert "decided this already" in post(client, "confirm_receipt", number, receipt.pk)

    def test_another_request_s_receipt_is_not_found(self, client, receivable, fiona, april):
        receipt = told_receipt(requested(fiona), fiona, "20")
        client.force_login(april)
        url = reverse("confirm_receipt", args=["REM-2026-000099", receipt.pk])
        assert client.post(url).status_code == 404

    def test_paid_too_much_is_used_or_sent_back(self, client, receivable, finn, fiona, april):
        remittance = requested(fiona)
        hold(receivable, "20")
        receipt = by_bank(remittance, fiona, "50")
        release_hold(reference="DSP-2026-000001", amount=None, key="refused", by=None)
        following = requested(fiona)
        client.force_login(finn)
        assert "You paid $20.00 too much." in page_of(client, "remittance", remittance.number)
        client.force_login(fiona)
        assert "Paid too much: $20.00" in page_of(client, "staff_remittance", remittance.number)
        use = (remittance.number, receipt.pk)
        assert "$20.00 of Host A is left." in page_of(client, "tell_surplus_sent_back", *use)
        told = post(client, "tell_surplus_used", *use, onto=following.number)
        assert "Somebody else confirms it now." in told
        assert f"too much for {remittance.number}" in told
        client.force_login(april)
        last = RemittanceReceipt.objects.get(kind="used")
        post(client, "confirm_receipt", following.number, last.pk)
        following.refresh_from_db()
        assert following.state == "received"


class TestProof:
    def test_added_by_the_partner_and_opened_by_both(self, client, receivable, finn, fiona):
        number = requested(fiona).number
        client.force_login(finn)
        assert "The file is added." in post(client, "add_payment_proof", number, file=proof())
        row = RemittanceProof.objects.get()
        assert "transfer.pdf" in page_of(client, "remittance", number)
        for person, name in ((finn, "payment_proof"), (fiona, "staff_payment_proof")):
            client.force_login(person)
            assert client.get(reverse(name, args=[number, row.pk])).getvalue() == PDF
        look = AuditEvent.objects.filter(event="remittance.viewed", actor=fiona).get()
        assert look.details == {"page": "proof of payment"}
        client.force_login(fiona)
        assert "transfer.pdf" in page_of(client, "staff_remittance", number)

    def test_outsiders_and_who_may_not(self, client, receivable, vera, ruth, finn, fiona):
        remittance = requested(fiona)
        row = add_payment_proof(remittance=remittance, file=proof(), by=finn)
        url = reverse("add_payment_proof", args=[remittance.number])
        for person, status in ((vera, 403), (ruth, 404), (fiona, 404)):
            client.force_login(person)
            assert client.post(url, {"file": proof()}).status_code == status
        client.force_login(ruth)
        for name in ("payment_proof", "staff_payment_proof"):
            assert client.get(reverse(name, args=[remittance.number, row.pk])).status_code == 404
        assert RemittanceProof.objects.count() == 1

    @pytest.mark.parametrize(
        ("name", "content", "sentence"),
        [
            ("transfer.txt", b"paid", "is not taken"),
            ("transfer.pdf", b"MZ program", "is not taken"),
            ("transfer.pdf", PDF + b"0" * 10 * MEGABYTE, "at most 10"),
        ],
        ids=["kind", "content", "size"],
    )
    def test_what_is_not_taken(self, client, receivable, finn, fiona, name, content, sentence):
        url = reverse("add_payment_proof", args=[requested(fiona).number])
        client.force_login(finn)
        answer = client.post(url, {"file": proof(name, content)})
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert not RemittanceProof.objects.exists()

    def test_so_many_and_only_while_it_is_open(self, client, receivable, finn, fiona):
        remittance = requested(fiona)
        for _turn in range(MOST):
            add_payment_proof(remittance=remittance, file=proof(), by=finn)
        client.force_login(finn)
        url = reverse("add_payment_proof", args=[remittance.number])
        assert "takes 10 files" in client.post(url, {"file": proof()}).content.decode()
        receive(remittance, fiona)
        assert client.post(url, {"file": proof()}).status_code == 422


def test_a_number_of_another_country_with_its_clearing_code(client, receivable, finn, fiona):
    account = Account("", "", "000123456789", "USABA", "021000021", "US")
    written_account(None, "USD", account, bank_name="Harbour")
    number = requested(fiona).number
    client.force_login(finn)
    shown = page_of(client, "remittance", number)
    for text in ("000123456789", "021000021", "Harbour"):
        assert text in shown
