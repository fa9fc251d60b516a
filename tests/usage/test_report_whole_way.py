"""From bytes to the sums a settlement takes, by the real check."""

import pytest

from tests.factories.agreements import make_agreement
from tests.factories.usage import checked_report, csv_bytes, submitted_report
from tests.scenes import scene
from usage.missing_report import missing_report
from usage.models import Report
from usage.usage_of_period import usage_of_period

pytestmark = pytest.mark.django_db


@scene
def agreement(hosta):
    return make_agreement(hosta, reporter="partner")


def test_a_submitted_report_becomes_the_usage_of_its_period(agreement):
    report = submitted_report(
        agreement,
        "2026-10",
        [
            {"quantity": "1000", "gross_revenue": "100.10"},
            {"quantity": "0.000000000001", "gross_revenue": "0.05", "usage_date": "2026-10-31"},
            {"market": "JP", "gross_revenue": "7", "deductions": "1.5"},
        ],
    )
    assert report.state == Report.State.SUBMITTED
    assert (report.rows, report.accepted, report.rejected) == (3, 3, 0)
    usage = usage_of_period(period=report.period)
    assert usage.reports == [report]
    assert usage.buckets == [
        {
            "id": "b1",
            "application": "search",
            "model": "llama-3.1-8b",
            "market": "DE",
            "unit": "output_tokens",
            "currency": "USD",
            "from": "2026-10-01",
            "to": "2026-11-01",
            "quantity": "1000.000000000001",
            "gross_revenue": "100.15",
            "deductions": "0",
            "rows": 2,
        },
        {
            "id": "b2",
            "application": "search",
            "model": "llama-3.1-8b",
            "market": "JP",
            "unit": "output_tokens",
            "currency": "USD",
            "from": "2026-10-01",
            "to": "2026-11-01",
            "quantity": "1000",
            "gross_revenue": "7",
            "deductions": "1.5",
            "rows": 1,
        },
    ]
    assert not missing_report(period=report.period)


def test_reports_of_one_period_add_up_and_only_submitted_ones_count(agreement):
    submitted_report(agreement, "2026-10", [{"gross_revenue": "1"}], completes_period=False)
    second = submitted_report(agreement, "2026-10", [{"gross_revenue": "2"}], completes_period=False)
    checked_report(agreement, "2026-10", [{"gross_revenue": "4"}])
    usage = usage_of_period(period=second.period)
    assert [bucket["gross_revenue"] for bucket in usage.buckets] == ["3"]
    assert missing_report(period=second.period)


def test_a_verdict_names_the_rows_that_were_rejected(agreement):
    report = checked_report(
        agreement, "2026-10", csv_bytes({}, {"market": "XX"}, {"usage_date": "2026-11-01"})
    )
    assert report.state == Report.State.CHECKED
    assert (report.rows, report.accepted, report.rejected) == (3, 1, 2)
    found = {
        (group["code"], group["column"], group["examples"][0]["line"]) for group in report.verdict["groups"]
    }
    assert found == {("unknown_market", "market", 3), ("date_outside_period", "usage_date", 4)}
