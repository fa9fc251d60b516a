"""What stands in the PDF, in every language, and that it stands there for ever."""

import copy
import hashlib
import io
from datetime import UTC, datetime, time, timedelta

import pikepdf
import pytest
from django.conf import settings
from django.urls import reverse

from agreements.operations.edit_operations import edit_operations
from portal.web.formats import day, instant
from settlements.engine.__main__ import main
from settlements.statements.bundle.verifier import verifier_sha256
from settlements.statements.final import window_ends_at
from settlements.statements.models import Statement
from settlements.statements.pdf.render_pdf import FILES, render_pdf
from settlements.statements.rows_needed import rows_needed
from tests.factories.agreements import make_agreement, preparer
from tests.factories.usage import body_bytes, submitted_report
from tests.settlements.disputes.steps import agreed as host_agreement
from tests.settlements.disputes.steps import issued as settled
from tests.settlements.runs.steps import issued_run
from tests.settlements.statements.documents import earning
from tests.settlements.statements.pdf.conftest import pages_of

WORDS = {
    "en": ["Host A will receive", "Earned", "Tax withheld", "Revenue that is shared", "Customer service"],
    "de": ["Host A", "670,41", "502,12"],
    "id": ["670,41", "502,12", "Host A"],
    "ja": ["2026", "計算書", "670.41", "源泉徴収税"],
    "hi": ["विवरण", "शुद्ध देय", "670.41"],
    # pdfium gives the letters of a lam-alef, and words in Latin, in the other order; these are neither.
    "ar": ["كشف", "صافي المستحق", "670.41", "السلفة"],
}


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_language_is_set_and_can_be_copied(text_in, language):
    text = text_in(language)
    for word in WORDS[language]:
        assert word in text
    assert "\ufffd" not in text


def test_it_says_who_pays_whom_why_and_what_to_do(text_in, payable):
    text = text_in("en")
    assert "Model Owner Inc. pays Host A this amount for October 2026." in text
    assert "Of $3,574.87 revenue that Model Owner Inc. collected, Host A earned $670.41." in text
    assert "50% of $657.91, never more than the $100.00 of the advance" in text
    assert "Maintenance (c1) Host A 1% in 3 lines" in text
    assert "Maintenance (c2) Model Owner Inc. -$12.50" in text
    assert "1 EUR = 1.0857 USD Oct 30, 2026 ECB" in text
    assert "5 lines together 657.91" in text
    assert payable.digest in text
    assert payable.reports.get().file.sha256 in text
    assert "The contributions of Host A earned it" in text
    assert "It may be disputed until a signatory accepts it." in text
    assert "what is not held enters the next payout." in text
    assert verifier_sha256() in text
    assert payable.seal.digest in text
    assert reverse("statement", args=[payable.number]) in text


def test_the_days_that_the_agreement_names(hosta, fiona, april):
    agreement = make_agreement(
        hosta, starts="2026-10-01", say=agreed(dispute_window_days=60, payment_days=30)
    )
    submitted_report(agreement, "2026-10")
    issued_run("2026-10", fiona, april, agreement)
    statement = Statement.objects.get(agreement=agreement)
    text = " ".join(pages_of(render_pdf(statement=statement)))
    # 24:00 of the sixtieth day after that of issue: what the page, the dispute and the kept rows go by too
    last = datetime.combine(statement.issued_at.date() + timedelta(days=61), time(), UTC)
    assert window_ends_at(statement) == last
    said = " ".join(instant(last).split())
    assert f"It may be disputed until {said}, or until a signatory accepts it." in text
    assert said in " ".join(rows_needed(statement.reports.get()).split())
    assert f"Payment is due by {day(statement.issued_at.date() + timedelta(days=30))}." in text


def test_it_says_why_less_than_the_month_before(hosta, fiona):
    agreement = host_agreement(hosta)
    settled(agreement, fiona, "1000.00", "500.00")
    october = settled(agreement, fiona, "800.00", label="2026-10")
    text = " ".join(pages_of(render_pdf(statement=october)))
    assert "$140.00 less than for September 2026. Main reason: Usage, -$140.00." in text


def agreed(**operations):
    return lambda version: edit_operations(version=version, operations=operations, by=preparer())


def test_the_other_direction(receivable):
    text = " ".join(pages_of(render_pdf(statement=receivable)))
    assert "Host A owes $50.00" in text
    assert "Host A pays Model Owner Inc. this amount" in text


def test_it_says_of_itself_what_it_is(payable):
    payable.partner.language = "ar"
    document = pikepdf.open(io.BytesIO(render_pdf(statement=payable)))
    assert document.Root.Lang == "ar"
    assert document.Root.MarkInfo.Marked
    assert document.Root.ViewerPreferences.DisplayDocTitle
    with document.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert metadata["pdfuaid:part"] == "1"
        assert payable.number in metadata["dc:title"]
        assert metadata["xmp:CreateDate"][:16] == f"{payable.issued_at:%Y-%m-%dT%H:%M}"


def test_inside_are_the_same_bytes_as_the_downloads(client, vera, payable, tmp_path, capsys):
    client.force_login(vera)
    document = pikepdf.open(io.BytesIO(render_pdf(statement=payable)))
    assert sorted(document.attachments) == sorted(file["name"] for file in FILES)
    pages = {
        "lines.csv": "statement_lines",
        "settlement-input.json": "statement_input",
        "settlement-result.json": "statement_result",
    }
    for name, page in pages.items():
        inside = document.attachments[name].get_file().read_bytes()
        assert inside == body_bytes(client.get(reverse(page, args=[payable.number])))
        (tmp_path / name).write_bytes(inside)
    (tmp_path / "lines.csv").unlink()
    assert main(["verify", str(tmp_path)]) == 0
    assert "matches" in capsys.readouterr().out


def test_the_same_rows_are_the_same_bytes(payable):
    first = render_pdf(statement=payable)
    payable.refresh_from_db()
    assert hashlib.sha256(render_pdf(statement=payable)).digest() == hashlib.sha256(first).digest()
    payable.partner.language = "de"
    assert render_pdf(statement=payable) != first


def with_lines(statement, number: int):
    """The statement as if it had so many lines."""
    statement.result_document = copy.deepcopy(statement.result_document)
    lines = [earning("1.00", model=f"model-{place // 50}", exact="1") for place in range(number)]
    statement.result_document["lines"] = lines
    return statement


def test_many_lines_have_their_heading_on_every_page(payable):
    pages = pages_of(render_pdf(statement=with_lines(payable, 150)))
    with_heading = [text for text in pages if "Share or price" in text]
    assert len(with_heading) >= 3
    # The group's name comes again too, and every line is there once.
    assert all("Search 150 lines" in text for text in with_heading)
    assert sum(text.count("model-2 · Indonesia") for text in pages) == 50
    assert "150 lines together 150.00" in " ".join(pages)
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]


def test_a_statement_without_lines(payable):
    text = " ".join(pages_of(render_pdf(statement=with_lines(payable, 0))))
    assert "the statement has no lines" in text


def test_names_in_any_script_are_drawn_or_replaced(payable):
    """A character without a glyph would stop the typesetter."""
    payable.agreement.title = "髙橋 · क्षत्रिय · 한국 · Жук · ไทย · 😀 · #panic(1) *b* · e\u0301 · ك\u302a · لا"
    payable.partner.name = "\u202eevil\x00\x07 \u200b\ufeff\ud83d"
    for language in ("en", "ja"):
        payable.partner.language = language
        text = " ".join(pages_of(render_pdf(statement=payable)))
        assert "髙橋 · क्षत्रिय · 한국 · " in text
        assert "Жук · \ufffd\ufffd\ufffd · \ufffd · " in text
        assert "#panic(1) *b*" in text
    payable.partner.language = "ar"
    assert "髙橋" in " ".join(pages_of(render_pdf(statement=payable)))
