"""A remittance advice keeps to PDF/A-3a and PDF/UA-1 in every language."""

import pytest
from django.conf import settings
from django.utils import translation

from settlements.payouts.advice.render_advice import render_advice
from tests.settlements.payouts.steps import approve, hold, prepared, sent
from tests.settlements.statements.pdf.verapdf import PROFILES, broken_clauses

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.mark.verapdf
def test_every_language_keeps_to_both_standards(payable, fiona, april, tmp_path):
    hold(payable, "12.50")
    payout = sent(approve(prepared(fiona), april), fiona)
    for language in LANGUAGES:
        with translation.override(language):
            (tmp_path / f"{language}.pdf").write_bytes(render_advice(payout=payout))
    found = broken_clauses(*sorted(tmp_path.glob("*.pdf")))
    for language in LANGUAGES:
        for profile in PROFILES:
            assert found[f"{language}.pdf", profile] == []
