"""An estimate as both sides read it, and the accruals of a period, in either direction and theme."""

import os
from pathlib import Path

import pytest

from settlements.runs.estimates.make_estimate import make_estimate
from tests.factories.agreements import make_agreement, make_terms, share
from tests.factories.usage import checked_report, submitted_report
from tests.settlements.runs.steps import issued_run

ROW = {"usage_date": "2026-09-05", "gross_revenue": "1234.50"}


@pytest.fixture
def agreement(live_server, hosta, rival, fiona, april):
    """September issued, October checked with a row rejected; the rival's October lacks its rate."""
    made = make_agreement(hosta, reporter="partner", starts="2026-09-01", title="Hosting in Europe")
    submitted_report(made, "2026-09", [ROW])
    make_estimate(agreement_id=made.pk)
    issued_run("2026-09", fiona, april, made)
    october = {**ROW, "usage_date": "2026-10-05", "source_ref": "b"}
    checked_report(made, "2026-10", [october, {**october, "market": "ZZ", "source_ref": "c"}])
    terms = make_terms("2026-09-01", share("0.15"))
    other = make_agreement(
        rival, collected_by="partner", settlement_currency="EUR", starts="2026-09-01", terms=[terms]
    )
    checked_report(other, "2026-10", [{**october, "currency": "USD"}])
    for each in (made, other):
        make_estimate(agreement_id=each.pk)
    return made


def look(page, name: str) -> None:
    if folder := os.environ.get("LOOK"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.mark.parametrize("language, theme", [("en", "light"), ("ar", "dark")])
def test_both_sides_and_the_accruals(agreement, visit, check_page, vera, fiona, language, theme):
    one = f"estimates/{agreement.number}/2026-10/"
    pages = [
        (vera, f"/{one}", "estimate"),
        (vera, "/statements/", "statements"),
        (vera, "/", "home"),
        (fiona, f"/staff/{one}", "staff-estimate"),
        (fiona, "/staff/estimates/2026-10/", "accruals"),
    ]
    for person, path, name in pages:
        page = visit(path, person, language=language, theme=theme)
        look(page, f"{name}-{language}")
        check_page(page)


def test_a_statement_beside_its_last_estimate(agreement, visit, check_page, vera):
    page = visit("/statements/STM-2026-000001/", vera)
    page.locator("#last-estimate summary").click()
    assert page.get_by_role("region", name="Last estimate and statement").is_visible()
    look(page, "statement")
    check_page(page)
