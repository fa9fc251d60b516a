"""The figures of both sides beside each other, and how one side hands in its own."""

import os
import re
from pathlib import Path

import pytest

from tests.factories.agreements import make_agreement
from tests.factories.amendments import amend
from tests.factories.usage import checked_report, countered, submitted_report
from tests.settlements.disputes.conftest import fred  # noqa: F401
from usage.control_totals import read_control_totals

PLACES = [
    {"market": "DE", "quantity": "1250000", "gross_revenue": "1234.50"},
    {"market": "JP", "quantity": "3000.5", "gross_revenue": "18.25", "currency": "EUR"},
    {"market": "ID", "application": "content_creation", "unit": "requests", "quantity": "300"},
]
THEIRS = [{"quantity": "1251000"}, {}, {"quantity": "330", "gross_revenue": "-12.5"}]


@pytest.fixture
def agreement(live_server, hosta, uma, oscar):
    made = make_agreement(hosta, reporter="partner", title="Hosting in Europe")
    amend(made, "2026-09-01", tolerance_share="0.01", tolerance_amount="5")
    submitted_report(made, "2026-10", PLACES, uma, name="october-of-host-a.csv")
    theirs = [{**place, **other} for place, other in zip(PLACES, THEIRS, strict=True)]
    countered(made, "2026-10", theirs, oscar, name="october-as-we-count.csv", correction=True)
    return made


def look(page, name: str) -> None:
    if folder := os.environ.get("LOOK"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_both_sides_beside_each_other(agreement, visit, check_page, fred, dora):  # noqa: F811
    path = f"reports/reconciliation/{agreement.number}/2026-10/"
    for person, root in ((fred, "/"), (dora, "/staff/")):
        page = visit(root + path, person)
        look(page, f"reconciliation-en{root.replace('/', '-')}")
        check_page(page)
    for language, theme in (("ar", "dark"), ("ar", "light"), ("de", "dark")):
        page = visit(f"/{path}?order=apart", fred, language=language, theme=theme)
        look(page, f"reconciliation-{language}-{theme}")
        check_page(page)
    narrow = visit(f"/{path}", fred, width=320)
    look(narrow, "reconciliation-320")
    check_page(narrow)


def test_from_a_row_to_a_question_and_back(agreement, visit, check_page, fred):  # noqa: F811
    page = visit(f"/reports/reconciliation/{agreement.number}/2026-10/", fred)
    page.get_by_label("Show").select_option("Only differences")
    page.get_by_role("button", name="Filter").click()
    page.get_by_role("link", name=re.compile("^Ask *:")).first.click()
    check_page(page)
    page.get_by_label("What is it about?").fill("A thousand tokens too many?")
    page.get_by_label("Question").fill("We count 1,250,000.")
    page.get_by_role("button", name="Send the question").click()
    look(page, "question-of-a-row")
    check_page(page)
    page.get_by_role("link", name=agreement.number, exact=False).first.click()
    look(page, "reconciliation-with-question")
    assert page.get_by_role("link", name="A thousand tokens too many?").count() == 1
    check_page(page)


def test_handing_in_figures_to_compare(agreement, visit, check_page, oscar, uma, hosta):
    page = visit(f"/staff/reports/new/?agreement={agreement.number}&period=2026-09&counter=1", oscar)
    page.get_by_text("Control totals (optional)").click()
    look(page, "hand-in")
    check_page(page)
    totals = read_control_totals(partner=hosta, rows="3", revenue="USD 100", quantity="output_tokens 2000")
    rows = [{"usage_date": "2026-09-01"}, {"usage_date": "2026-09-02"}]
    report = checked_report(agreement, "2026-09", rows, by=oscar, counter=True, control_totals=totals)
    for language, theme in (("en", "light"), ("ar", "dark")):
        page = visit(f"/staff/reports/{report.pk}/", oscar, language=language, theme=theme)
        look(page, f"counter-report-{language}")
        check_page(page)
    page = visit("/reports/", uma)
    look(page, "reports-with-counter-figures")
    check_page(page)
    check_page(visit(f"/reports/reconciliation/{agreement.number}/2026-09/", uma))
