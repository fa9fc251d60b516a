"""A statement keeps to PDF/A-3a and PDF/UA-1 in every language, and what does not is refused."""

import io

import pikepdf
import pytest
from django.conf import settings

from settlements.statements.pdf import render_pdf as rendering
from settlements.statements.pdf.render_pdf import render_pdf
from tests.settlements.statements.pdf.verapdf import PROFILES, broken_clauses

LANGUAGES = [code for code, _name in settings.LANGUAGES]
REFUSED = {
    ("a-3b.pdf", "PDFA-3A"): "6.6.4-3",  # names another level
    ("a-3b.pdf", "PDFUA-1"): "5-1",  # does not name PDF/UA
    ("untagged.pdf", "PDFA-3A"): "6.7.3.3-1",  # has no structure
    ("untagged.pdf", "PDFUA-1"): "7.1-11",
}
"""What is made wrong on purpose → a clause that says so: who finds nothing at all has not looked."""


@pytest.mark.verapdf
def test_every_language_keeps_to_both_standards_and_a_broken_one_is_refused(payable, monkeypatch, tmp_path):
    for language in LANGUAGES:
        payable.partner.language = language
        (tmp_path / f"{language}.pdf").write_bytes(made := render_pdf(statement=payable))
    (tmp_path / "untagged.pdf").write_bytes(untagged(made))
    monkeypatch.setattr(rendering, "STANDARDS", ["a-3b"])
    (tmp_path / "a-3b.pdf").write_bytes(render_pdf(statement=payable))
    found = broken_clauses(*sorted(tmp_path.glob("*.pdf")))
    for language in LANGUAGES:
        for profile in PROFILES:
            assert found[f"{language}.pdf", profile] == []
    for which, clause in REFUSED.items():
        assert clause in found[which]


def untagged(made: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as document:
        del document.Root.MarkInfo, document.Root.StructTreeRoot
        document.save(out)
    return out.getvalue()
