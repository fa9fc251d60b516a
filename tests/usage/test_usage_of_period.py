"""What a settlement gets: exact sums, cut where the terms in force say."""

from datetime import date
from decimal import Decimal

import pytest

from settlements.engine import parse_input
from tests.factories.agreements import make_agreement, make_contribution, make_terms
from tests.factories.usage import submitted_report
from usage.archive.source_rows import LineOfRows
from usage.models import Bucket
from usage.source_rows import rows_behind
from usage.usage_of_period import usage_of_period

pytestmark = pytest.mark.django_db

THREE_DAYS = [
    {"usage_date": "2026-10-01", "gross_revenue": "1"},
    {"usage_date": "2026-10-15", "gross_revenue": "2"},
    {"usage_date": "2026-10-16", "gross_revenue": "4"},
]


def cuts(usage) -> list[tuple[str, str, str]]:
    return [(bucket["from"], bucket["to"], bucket["gross_revenue"]) for bucket in usage.buckets]


def test_buckets_are_cut_where_versions_change(hosta):
    terms = [
        make_terms(number=1, to="2026-10-16"),
        make_terms("2026-10-16", number=2),
    ]
    report = submitted_report(make_agreement(hosta, reporter="partner", terms=terms), "2026-10", THREE_DAYS)
    assert cuts(usage_of_period(period=report.period)) == [
        ("2026-10-01", "2026-10-16", "3"),
        ("2026-10-16", "2026-11-01", "4"),
    ]


def test_foreign_currencies_go_by_day_where_the_terms_take_the_rate_of_each_day(hosta):
    agreement = make_agreement(hosta, reporter="partner", terms=[make_terms(fx_policy="usage_day")])
    foreign = [{**row, "currency": "EUR"} for row in THREE_DAYS]
    usage = usage_of_period(period=submitted_report(agreement, "2026-10", THREE_DAYS + foreign).period)
    assert [(bucket["currency"], *cut) for bucket, cut in zip(usage.buckets, cuts(usage), strict=True)] == [
        ("EUR", "2026-10-01", "2026-10-02", "1"),
        ("EUR", "2026-10-15", "2026-10-16", "2"),
        ("EUR", "2026-10-16", "2026-10-17", "4"),
        ("USD", "2026-10-01", "2026-11-01", "7"),
    ]


def test_a_contribution_approved_since_cuts_the_archived_rows_anew(agreement):
    report = submitted_report(agreement, "2026-10", THREE_DAYS)
    before = report.bucket_fingerprint
    assert cuts(usage_of_period(period=report.period)) == [("2026-10-01", "2026-11-01", "7")]
    make_contribution(agreement, from_date=date(2026, 10, 15), to_date=date(2026, 10, 16), points="0.01")
    assert cuts(usage_of_period(period=report.period)) == [
        ("2026-10-01", "2026-10-15", "1"),
        ("2026-10-15", "2026-10-16", "2"),
        ("2026-10-16", "2026-11-01", "4"),
    ]
    report.refresh_from_db()
    assert report.bucket_fingerprint != before
    assert Bucket.objects.filter(report=report).count() == 3


def test_sums_beyond_the_precision_of_python_decimals_stay_exact(agreement):
    large = {"gross_revenue": "999999999999999.000000000001", "quantity": "999999999999999.999999999999"}
    submitted_report(agreement, "2026-10", [large] * 20, completes_period=False)
    report = submitted_report(agreement, "2026-10", [large] * 3)
    (bucket,) = usage_of_period(period=report.period).buckets
    assert bucket["gross_revenue"] == "22999999999999977.000000000023"
    assert bucket["quantity"] == "22999999999999999.999999999977"
    assert bucket["rows"] == 23


def test_the_engine_takes_the_buckets_as_they_are(agreement):
    report = submitted_report(agreement, "2026-10", THREE_DAYS)
    document = {
        "format": "settlement-input/1",
        "agreement": {
            "number": agreement.number,
            "collected_by": "partner",
            "settlement_currency": "USD",
            "starts": "2026-01-01",
        },
        "period": {"from": "2026-10-01", "to": "2026-11-01"},
        "terms": [make_terms()],
        "usage": usage_of_period(period=report.period).buckets,
    }
    parse_input(document)


def test_a_line_finds_its_source_rows(agreement):
    first = submitted_report(agreement, "2026-10", THREE_DAYS, completes_period=False, name="a.csv")
    second = submitted_report(
        agreement,
        "2026-10",
        [{"customer_ref": "nordwind", "source_ref": "s1", "deductions": "0.5"}],
        name="b.csv",
    )
    found = rows_behind(
        reports=[first, second],
        line=LineOfRows(
            application="search",
            model="llama-3.1-8b",
            market="DE",
            unit="output_tokens",
            currency="USD",
            date_ranges=[(date(2026, 10, 1), date(2026, 10, 16))],
        ),
        offset=1,
        limit=2,
    )
    assert (found.total, found.sums.gross_revenue) == (3, Decimal("103"))
    assert [(row.file_name, row.line, row.usage_date.day, row.gross_revenue) for row in found.rows] == [
        ("a.csv", 3, 15, Decimal(2)),
        ("b.csv", 2, 5, Decimal(100)),
    ]
