"""What is unusual rejects no row, and is said."""

import pytest

from tests.factories.agreements import make_agreement
from tests.factories.amendments import amend
from tests.factories.usage import checked_report, submitted_report
from tests.scenes import scene
from usage.report_totals import totals_of
from usage.verdict_text import problem_groups, warning_sentences
from usage.worth_a_look import worth_a_look

pytestmark = pytest.mark.django_db


@scene
def agreement(hosta):
    """September: 100.00 in USD for searches."""
    agreement = make_agreement(hosta, reporter="partner", starts="2026-09-01")
    submitted_report(agreement, "2026-09", [{"usage_date": "2026-09-05", "gross_revenue": "100.00"}])
    return agreement


def said(report) -> list[str]:
    return worth_a_look(report=report, totals=totals_of(report))


@pytest.mark.parametrize("amount", ["50.00", "100.00", "150.00"])
def test_half_more_or_less_is_usual(agreement, amount):
    assert said(checked_report(agreement, "2026-10", [{"gross_revenue": amount}])) == []


def test_far_above_the_period_before(agreement):
    report = checked_report(agreement, "2026-10", [{"gross_revenue": "160.00"}])
    assert said(report) == [
        "Net revenue in USD is 60% above that of September 2026.",
        "Search: net revenue in USD is 60% above that of September 2026.",
    ]


def test_far_below_it_and_an_application_that_is_missing(agreement):
    report = checked_report(
        agreement, "2026-10", [{"gross_revenue": "40.00", "application": "accessibility"}]
    )
    assert said(report) == [
        "Net revenue in USD is 60% below that of September 2026.",
        "Search: net revenue in USD is 100% below that of September 2026.",
    ]


def test_a_currency_that_was_not_there(agreement):
    report = checked_report(agreement, "2026-10", [{"gross_revenue": "100"}, {"currency": "EUR"}])
    assert said(report) == ["EUR is new: September 2026 had no revenue in it."]


def test_what_must_be_explained_is_a_term(agreement):
    amend(agreement, "2026-10-01", variance_threshold="0.1")
    report = checked_report(agreement, "2026-10", [{"gross_revenue": "111.00"}])
    assert said(report)[0] == "Net revenue in USD is 11% above that of September 2026."


def test_the_first_period_has_nothing_beside_it(agreement):
    assert said(checked_report(agreement, "2026-09", [{"usage_date": "2026-09-06"}])) == []


def test_usage_without_revenue_is_counted_with_its_lines(agreement):
    rows = [{"gross_revenue": "0"}, {"gross_revenue": "1"}, {"gross_revenue": "0", "quantity": "0"}]
    report = checked_report(agreement, "2026-10", [*rows, {"gross_revenue": "0.00", "market": "JP"}])
    assert (report.accepted, report.rejected) == (4, 0)
    assert warning_sentences(report) == [
        "2 rows have usage but no revenue (first on lines 2, 5). They count as they are."
    ]


@pytest.mark.parametrize(
    "column, found, likely",
    [
        ("model", "Llama-3.1 8B", "llama-3.1-8b"),
        ("application", "Customer Service", "customer_service"),
        ("application", "serch", "search"),
        ("unit", "OutputTokens", "output_tokens"),
        ("model", "quite another one", ""),
        ("market", "Germany", ""),
    ],
)
def test_an_unknown_name_may_mean_a_code(agreement, column, found, likely):
    report = checked_report(agreement, "2026-10", [{column: found}, {}])
    [group] = problem_groups(report)
    assert group.examples[0]["likely"] == likely


def test_the_page_says_both(client, agreement, uma):
    report = checked_report(agreement, "2026-10", [{"model": "Llama 3.1 8B"}, {"gross_revenue": "700"}])
    client.force_login(uma)
    page = client.get(f"/reports/{report.pk}/").content.decode()
    assert "Perhaps llama-3.1-8b is meant." in page
    assert "600% above" in page
