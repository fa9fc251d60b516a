"""The pages of bank statements: who sees them, what is on them, what they do."""

import csv

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from settlements.payouts.bank_statements.models import BankLine, BankStatementFile
from settlements.payouts.bank_statements.read_statement import read_statement
from tests.factories.usage import body
from tests.settlements.payouts.bank_statements.steps import debit, file_with, handed_in, row
from tests.settlements.runs.pages import page_of

pytestmark = pytest.mark.django_db
CHARGES = row("3.00", credit=False, remittance="Charges")


def upload(client, content: bytes, name: str = "november.xml"):
    file = SimpleUploadedFile(name, content, content_type="text/xml")
    return client.post(reverse("take_bank_statement"), {"file": file}, follow=True)


class TestDoors:
    def test_each_role(self, client, payout, fiona, april, adam, carla, oscar, vera, ruth):
        file = handed_in(fiona, CHARGES)
        line = (file.pk, file.lines.get().pk)
        reading = [("bank_statements", ()), ("bank_statement", (file.pk,))]
        acts = ("match_bank_line", "confirm_bank_line", "set_bank_line_aside")
        doing = [("take_bank_statement", ()), *((name, line) for name in acts)]
        for person, reads, does in [
            (fiona, 200, 200),
            (april, 200, 200),
            (adam, 200, 403),
            (carla, 200, 403),
            (oscar, 403, 403),
            (vera, 404, 404),
            (ruth, 404, 404),
        ]:
            client.force_login(person)
            for name, args in reading:
                assert client.get(reverse(name, args=args)).status_code == reads, (person, name)
            for name, args in doing:
                assert client.get(reverse(name, args=args)).status_code == does, (person, name)
                refused = client.post(reverse(name, args=args), {"note": "x"}) if does != 200 else None
                assert refused is None or refused.status_code == does, (person, name)
        assert BankLine.objects.get().state == "unmatched"

    def test_a_line_is_found_in_its_own_statement_only(self, client, payout, fiona):
        one, other = handed_in(fiona, CHARGES), handed_in(fiona, debit(payout), statement_id="NEXT")
        client.force_login(fiona)
        for name in ("match_bank_line", "set_bank_line_aside"):
            address = reverse(name, args=[one.pk, other.lines.get().pk])
            assert client.get(address).status_code == 404

    @pytest.mark.parametrize(
        "name", ["take_bank_statement", "match_bank_line", "confirm_bank_line", "set_bank_line_aside"]
    )
    def test_acts_ask_again_who_it_is(self, client, payout, fiona, name):
        file = handed_in(fiona, CHARGES)
        args = [] if name.startswith("take") else [file.pk, file.lines.get().pk]
        client.force_login(fiona)
        session = client.session
        del session["account_authentication_methods"]
        session.save()
        assert "reauthenticate" in client.post(reverse(name, args=args), {"note": "Charges"}).url
        assert BankLine.objects.get().state == "unmatched"


class TestUpload:
    def test_handed_in_and_read_later(self, client, payout, fiona):
        client.force_login(fiona)
        page = upload(client, file_with(debit(payout), CHARGES))
        assert "The statement is being read." in page.content.decode()
        file = BankStatementFile.objects.get()
        assert (file.name, file.state) == ("november.xml", "waiting")
        read_statement(file_id=file.pk)
        page = page_of(client, "bank_statement", file.pk)
        assert "1 booking is not matched." in page
        assert reverse("staff_payout", args=[payout.number]) in page
        assert "It names no single payout." in page
        assert "1 booking is not matched" in page_of(client, "staff_home")

    def test_the_same_file_again_is_said(self, client, payout, fiona, april):
        content = file_with(CHARGES)
        handed_in(fiona, content=content)
        client.force_login(april)
        page = upload(client, content).content.decode()
        assert "Fiona Finance handed in the same file before: nothing changes." in page
        assert BankStatementFile.objects.count() == 1

    def test_what_cannot_be_taken_is_said_on_the_page(self, client, payout, fiona):
        client.force_login(fiona)
        page = client.post(reverse("take_bank_statement"))
        assert page.status_code == 422
        assert "This file is empty." in upload(client, b"").content.decode()
        large = upload(client, b"<" * (50 * 2**20)).content.decode()
        assert "This file is larger than 20 MB." in large
        assert BankStatementFile.objects.count() == 0
        upload(client, b"PK\x03\x04 a zip", "a.zip")
        file = BankStatementFile.objects.get()
        read_statement(file_id=file.pk)
        assert "The file is no XML." in page_of(client, "bank_statement", file.pk)


class TestLines:
    def test_filters_and_csv(self, client, payout, fiona):
        file = handed_in(fiona, debit(payout), CHARGES)
        client.force_login(fiona)
        assert payout.number in page_of(client, "bank_statement", file.pk, state="matched")
        assert "Charges" not in page_of(client, "bank_statement", file.pk, state="matched")
        assert "Charges" in page_of(client, "bank_statement", file.pk, state="unmatched", direction="out")
        assert "Nothing matches" in page_of(client, "bank_statement", file.pk, state="set_aside")
        answer = client.get(reverse("bank_statement", args=[file.pk]), {"format": "csv"})
        rows = list(csv.reader(body(answer).removeprefix("\ufeff").splitlines()))
        assert [row[:3] for row in rows[1:]] == [
            ["Charges", "3.0000", "debit"],
            [payout.number, "20.0000", "debit"],
        ]

    def test_taken_back_on_the_page(self, client, payout, fiona):
        file = handed_in(fiona, row("20.00", credit=False))
        line = [file.pk, file.lines.get().pk]
        client.force_login(fiona)
        client.post(reverse("match_bank_line", args=line), {"number": payout.number})
        drop = reverse("drop_bank_line", args=line)
        assert client.get(drop).status_code == 405
        assert "Taken back." in client.post(drop, follow=True).content.decode()
        assert "does not allow this" in client.post(drop, follow=True).content.decode()
        assert BankLine.objects.get().state == "unmatched"

    def test_matched_by_hand_on_the_page(self, client, payout, fiona, april):
        file = handed_in(fiona, row("20.00", credit=False, name="Host A", remittance="Transfer"))
        address = reverse("match_bank_line", args=[file.pk, file.lines.get().pk])
        client.force_login(fiona)
        page = client.get(address).content.decode()
        assert payout.number in page
        assert "Host A" in page
        assert client.post(address, {"number": "PAY-2026-999999"}).status_code == 422
        page = client.post(address, {"number": payout.number}, follow=True).content.decode()
        assert "Kept. Somebody else confirms it now." in page
        assert "By hand: Fiona Finance" in page
        assert "1 match is to be confirmed" in page_of(client, "staff_home")
        line = [file.pk, file.lines.get().pk]
        own = "You matched it, so somebody else has to confirm it."
        assert own in page_of(client, "confirm_bank_line", *line)
        confirm = reverse("confirm_bank_line", args=line)
        assert own in client.post(confirm).content.decode()
        client.force_login(april)
        assert f"matched it with {payout.number}" in page_of(client, "confirm_bank_line", *line)
        assert "Confirmed. The partner is told." in client.post(confirm, follow=True).content.decode()
        payout.refresh_from_db()
        assert payout.state == "paid"
        assert "does not allow this" in client.post(confirm).content.decode()
        assert "Every booking of the bank is matched." in page_of(client, "staff_home")

    def test_nothing_fits_and_it_is_set_aside(self, client, payout, fiona):
        file = handed_in(fiona, CHARGES)
        line = [file.pk, file.lines.get().pk]
        client.force_login(fiona)
        assert "Nothing open fits" in page_of(client, "match_bank_line", *line)
        assert client.post(reverse("match_bank_line", args=line)).status_code == 422
        aside = reverse("set_bank_line_aside", args=line)
        assert client.post(aside, {"note": ""}).status_code == 422
        page = client.post(aside, {"note": "Charges of November"}, follow=True).content.decode()
        assert "Charges of November" in page
        again = client.post(aside, {"note": "Another"})
        assert again.status_code == 422
        assert "does not allow this" in again.content.decode()
