"""A restated version as PDF."""

import pytest

from portal.web.formats import money
from settlements.statements.pdf.render_pdf import render_pdf
from tests.settlements.restate.conftest import JANUARY
from tests.settlements.restate.steps import REASON, approve, requested, versions
from tests.settlements.statements.pdf.conftest import pages_of


@pytest.mark.django_db
def test_a_later_version_as_pdf_promises_nothing_that_is_not_paid(quarter, corrected, fiona, april):
    approve(requested(quarter, JANUARY, fiona), april)
    first, second = versions(quarter, JANUARY)
    text = " ".join(pages_of(render_pdf(statement=second)))
    assert "Restated, before adjustments, tax and balance" in text
    assert f"because: {REASON}" in text
    assert f"What is due stays what version 1 said: {money(first.due_now, first.currency)}." in text
    assert "will receive" not in text
    assert "pays" not in text.partition("From what was earned")[0]
    assert "Payment is due" not in text
