"""A partner shows that it paid: kept, seen by both sides, moving nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.audit.models import AuditEvent
from settlements.balances.models import Entry
from settlements.payouts.cancel_remittance import cancel_remittance
from settlements.payouts.models import Remittance
from settlements.payouts.proofs.add_payment_proof import MOST, add_payment_proof
from settlements.payouts.proofs.models import RemittanceProof
from tests.settlements.payouts.steps import code_of, requested

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(receivable, fiona) -> Remittance:
    return requested(fiona)


def a_file(text: bytes = b"Transfer of 50.00 USD", name: str = "transfer.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text)


def test_both_sides_open_it(client, asked, finn, fiona):
    before = Entry.objects.count()
    client.force_login(finn)
    page = f"/remittances/{asked.number}/"
    assert "Paid already?" in client.get(page).text
    answer = client.post(reverse("add_payment_proof", args=[asked.number]), {"file": a_file()}, follow=True)
    assert "The file is added." in answer.text
    assert "transfer.txt" in answer.text
    proof = RemittanceProof.objects.get()
    got = client.get(f"/remittances/{asked.number}/proofs/{proof.pk}/")
    assert b"".join(got.streaming_content) == b"Transfer of 50.00 USD"
    client.force_login(fiona)
    assert "transfer.txt" in client.get(f"/staff{page}").text
    got = client.get(f"/staff/remittances/{asked.number}/proofs/{proof.pk}/")
    assert b"".join(got.streaming_content) == b"Transfer of 50.00 USD"
    assert AuditEvent.objects.filter(event="remittance.viewed", details__page="proof of payment").exists()
    assert Entry.objects.count() == before


def test_outsiders_find_nothing(client, asked, finn, ruth):
    proof = add_payment_proof(remittance=asked, file=a_file(), by=finn)
    client.force_login(ruth)
    assert client.get(f"/remittances/{asked.number}/proofs/{proof.pk}/").status_code == 404
    assert client.get(reverse("add_payment_proof", args=[asked.number])).status_code == 404


def test_a_proof_of_another_request_is_not_found(client, asked, finn):
    proof = add_payment_proof(remittance=asked, file=a_file(), by=finn)
    client.force_login(finn)
    assert client.get(f"/remittances/{asked.number}/proofs/{proof.pk + 1}/").status_code == 404


@pytest.mark.parametrize(
    ("name", "text"), [("transfer.exe", b"MZ"), ("transfer.pdf", b"no PDF"), ("a.txt", b"")]
)
def test_what_is_no_proof(client, asked, finn, name, text):
    client.force_login(finn)
    answer = client.post(reverse("add_payment_proof", args=[asked.number]), {"file": a_file(text, name)})
    assert answer.status_code == 422
    assert not RemittanceProof.objects.exists()


def test_while_it_is_open_and_not_without_end(asked, finn, fiona):
    for number in range(MOST):
        add_payment_proof(remittance=asked, file=a_file(name=f"{number}.txt"), by=finn)
    assert code_of(add_payment_proof, remittance=asked, file=a_file(), by=finn) == "too_many"
    cancel_remittance(remittance=asked, by=fiona, reason="asked anew")
    assert code_of(add_payment_proof, remittance=asked, file=a_file(), by=finn) == "wrong_state"
