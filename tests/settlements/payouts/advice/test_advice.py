"""The remittance advice: what the PDF and the file say, for whom, and that they sum to the amount."""

import csv
import hashlib
import io
from decimal import Decimal

import pikepdf
import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from portal.audit.models import AuditEvent
from portal.notices.models import Mail
from portal.web import formats
from settlements.payouts.advice import items_told
from settlements.payouts.advice.render_advice import ROWS, render_advice
from settlements.payouts.cancel_batch import cancel_batch
from settlements.payouts.models import Payout
from tests.factories.bank_accounts import OURS, THEIRS
from tests.factories.usage import submitted_report
from tests.settlements.payouts.steps import approve, hold, paid, prepared, release, returned, sent
from tests.settlements.payouts.test_netting import issued_netting
from tests.settlements.runs.pages import text_of
from tests.settlements.runs.steps import issued_run
from tests.settlements.statements.pdf.conftest import pages_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_parts(payable, hosted, fiona, april) -> tuple[Payout, Payout]:
    """7.50 of September's 20.00, both paid and sent: then the 12.50 that were held, and October's 0.11."""
    hold(payable, "12.50")
    first = paid(approve(prepared(fiona), april), fiona)
    release()
    submitted_report(hosted, "2026-10", [{"usage_date": "2026-10-05", "gross_revenue": "0.55"}])
    issued_run("2026-10", fiona, april, hosted)
    return first, sent(approve(prepared(fiona), april), fiona)


def text_of_advice(payout: Payout, language: str = "en") -> str:
    with translation.override(language):
        return " ".join(pages_of(render_advice(payout=payout)))


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def total(rows: list[dict[str, str]]) -> Decimal:
    return sum(Decimal(row["amount"]) for row in rows)


class TestPdf:
    def test_who_pays_what_from_where_to_where(self, two_parts, hosta):
        first, second = two_parts
        text = text_of_advice(second)
        assert f"Remittance advice {second.number}" in text
        assert "$12.61" in text
        assert f"To be paid on {formats.day(second.batch.pay_date)}" in text
        assert f"{second.from_account.mask} {second.from_account.holder}" in text
        assert f"{second.account.mask} {second.account.holder}" in text
        for number in (OURS.iban, THEIRS.iban):
            assert number not in text
        assert f"Paid before by {first.number} -7.50" in text
        assert "In this payout 12.50" in text
        assert "In this payout 0.11" in text
        assert "Total 12.61" in text

    def test_what_was_held_and_what_the_bank_said(self, two_parts):
        text = text_of_advice(two_parts[0])
        assert "Held for DSP-2026-000001 -12.50" in text
        assert "Paid on Oct 20, 2026" in text
        assert "Bank reference SEPA 1" in text

    @pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
    def test_in_the_reader_s_language(self, two_parts, language):
        text = text_of_advice(two_parts[1], language)
        # pdfium gives the letters of a number in an Arabic line in another order.
        assert "2026-000002" in text
        assert "\ufffd" not in text
        with pikepdf.open(io.BytesIO(self.made(two_parts[1], language))) as document:
            assert str(document.Root.Lang) == language

    def test_the_same_bytes_and_the_rows_inside(self, two_parts):
        made = [hashlib.sha256(self.made(two_parts[1], "en")).hexdigest() for _time in range(2)]
        assert made[0] == made[1]
        with pikepdf.open(io.BytesIO(self.made(two_parts[1], "en"))) as document:
            rows = rows_of(document.attachments[ROWS].get_file().read_bytes())
        assert total(rows) == two_parts[1].amount

    def test_of_very_many_lines_the_others_are_one_sum(self, hosted, bank, fiona, april, monkeypatch):
        days = [{"usage_date": "2026-09-05", "market": market} for market in ("DE", "FR", "ID")]
        submitted_report(hosted, "2026-09", days)
        issued_run("2026-09", fiona, april, hosted)
        monkeypatch.setattr(items_told, "MOST_LINES", 1)
        monkeypatch.setattr(items_told, "LEAST_LINES", 1)
        text = text_of_advice(sent(approve(prepared(fiona), april), fiona))
        assert "2 more lines, in the attached file 40.00" in text
        assert "3 lines together 60.00" in text
        assert "In this payout 60.00" in text

    def made(self, payout: Payout, language: str) -> bytes:
        with translation.override(language):
            return render_advice(payout=payout)


class TestRows:
    def rows(self, client, payout: Payout) -> list[dict[str, str]]:
        answer = client.get(reverse("payout_lines", args=[payout.number]))
        assert answer["Content-Disposition"].endswith(f'"{payout.number}-remittance-advice.csv"')
        return rows_of(b"".join(answer.streaming_content))

    def test_they_sum_to_the_amount(self, two_parts, client, finn):
        client.force_login(finn)
        for payout in two_parts:
            rows = self.rows(client, payout)
            assert total(rows) == payout.amount
            assert {row["payout"] for row in rows} == {payout.number}
        assert [(row["statement"], row["row"], row["name"], row["amount"]) for row in rows] == [
            ("STM-2026-000001", "line", "earning", "20.00"),
            ("STM-2026-000001", "settled", two_parts[0].number, "-7.50"),
            ("STM-2026-000002", "line", "earning", "0.11"),
        ]
        assert rows[0]["from_account"] == two_parts[1].from_account.mask
        assert rows[0]["model"] == "llama-3.1-8b"
        assert rows[0]["share"] == "0.2"

    def test_what_is_netted_counts_against_it(self, hosta, bank, client, finn, fiona, april):
        issued_netting(hosta, "licensor", "100", True, fiona, april)
        issued_netting(hosta, "partner", "50", True, fiona, april)
        client.force_login(finn)
        rows = self.rows(client, prepared(fiona))
        assert [row["amount"] for row in rows] == ["20.00", "-5.00"]

    def test_a_reference_that_is_a_formula_is_none(self, payable, client, finn, fiona, april):
        payout = paid(approve(prepared(fiona), april), fiona, reference="=1+1")
        client.force_login(finn)
        assert self.rows(client, payout)[0]["bank_reference"] == "'=1+1"


class TestDoors:
    def test_once_it_is_sent_for_both_sides(self, two_parts, client, finn, april, hosta):
        number = two_parts[1].number
        client.force_login(finn)
        answer = client.get(reverse("payout_advice", args=[number]))
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert answer.content.startswith(b"%PDF")
        client.force_login(april)
        before = AuditEvent.objects.count()
        client.get(reverse("staff_payout_advice", args=[number]))
        client.get(reverse("staff_payout_lines", args=[number]))
        looks = AuditEvent.objects.filter(event="payout.viewed", partner=hosta).order_by("pk")
        assert [look.details["page"] for look in looks] == ["remittance advice as PDF", "lines as CSV"]
        assert AuditEvent.objects.count() == before + 2

    def test_there_is_none_of_what_does_not_go_to_the_bank(self, payable, client, finn, fiona, april):
        client.force_login(finn)

        def why(payout: Payout) -> str:
            return text_of(client.get(reverse("payout_advice", args=[payout.number]), follow=True))

        first = approve(prepared(fiona), april)
        assert f"The remittance advice of {first.number} is here once it is sent to the bank." in why(first)
        cancel_batch(batch=first.batch, by=april, reason="wrong day")
        assert f"{first.number} is cancelled, so it has no remittance advice." in why(first)
        second = returned(sent(approve(prepared(fiona), april), fiona), fiona)
        assert f"The bank returned {second.number}, so it has no remittance advice." in why(second)
        assert not AuditEvent.objects.filter(event="payout.viewed").exists()

    def test_not_another_partner_s(self, two_parts, client, ruth):
        client.force_login(ruth)
        for name in ("payout_advice", "payout_lines"):
            assert client.get(reverse(name, args=[two_parts[1].number])).status_code == 404

    def test_the_partner_is_told_where_it_is_once(self, two_parts, finn):
        mails = Mail.objects.filter(kind="payout_sent").order_by("pk")
        assert [mail.to for mail in mails] == [finn.email] * 2
        assert mails[1].link.endswith(reverse("payout_advice", args=[two_parts[1].number]))
        assert "$12.61" in mails[1].text
        assert THEIRS.iban not in mails[1].text
