"""A period's usage as the settlement takes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import Any

from django.db.models import Q, QuerySet, Sum

from agreements.models import Agreement
from agreements.operations.periods_on import reporter_on
from usage.cutting import cutting_of
from usage.models import Bucket, Period, Report
from usage.older_reports import older_reports
from usage.resum_report import resum_report

DIMENSIONS = ("application", "model", "market", "unit", "currency")
DATES = ("from_date", "to_date")
SUMS = ("quantity", "gross_revenue", "deductions", "rows")


@dataclass(frozen=True, slots=True)
class UsageOfPeriod:
    """`buckets` is FORMULA section 10's `usage`; `reports` are those it sums, oldest first."""

    reports: list[Report]
    buckets: list[dict[str, Any]]


def counting_reports(*, period: Period) -> QuerySet[Report]:
    """Submitted, unreplaced reports of the side whose figures settle, oldest first."""
    reporter = reporter_on(period.agreement, period.from_date)
    rows = Report.objects.filter(
        period=period, reporter=reporter, counter=False, state=Report.State.SUBMITTED
    )
    return rows.order_by("pk")


def counter_reports(*, period: Period) -> QuerySet[Report]:
    """Submitted, unreplaced counter-figures of the other side, oldest first."""
    return Report.objects.filter(period=period, counter=True, state=Report.State.SUBMITTED).order_by("pk")


def has_counting_reports(*, agreement: Agreement, label: str) -> bool:
    """Whether figures are submitted for a period that may not have a row yet."""
    period = Period.objects.filter(agreement=agreement, label=label).first()
    return period is not None and counting_reports(period=period).exists()


def with_late_reports(*, period: Period, left_out: Iterable[int] = ()) -> QuerySet[Report]:
    """As counting_reports, were each report that waits as late let in, but for those with the ids left out;
    oldest first.
    """
    reporter = reporter_on(period.agreement, period.from_date)
    rows = Report.objects.filter(period=period, reporter=reporter, counter=False)
    late = rows.filter(state=Report.State.LATE).exclude(pk__in=left_out)
    replaced = {older for each in late for older in older_reports(each)}
    counting = Q(state=Report.State.SUBMITTED) | Q(pk__in=late)
    return rows.filter(counting).exclude(pk__in=replaced).order_by("pk")


def usage_of_period(*, period: Period, reports: QuerySet[Report] | None = None) -> UsageOfPeriod:
    """The exact sums of the reports, by default all that count; those cut for other terms are summed anew."""
    if reports is None:
        return usage_of_periods(periods=[period])[period.pk]
    summed = summed_reports(period=period, reports=reports)
    return UsageOfPeriod(summed, summed_buckets(summed))


def usage_of_periods(*, periods: list[Period]) -> dict[int, UsageOfPeriod]:
    """As `usage_of_period` of each, by its id, read for all at once."""
    counting: dict[int, list[Report]] = {period.pk: [] for period in periods}
    reporters = {each.pk: reporter_on(each.agreement, each.from_date) for each in periods}
    rows = Report.objects.filter(period__in=counting, counter=False, state=Report.State.SUBMITTED)
    for report in rows.order_by("pk"):
        if report.reporter == reporters[report.period_id]:
            counting[report.period_id].append(report)
    for period in periods:
        _cut_as_now(period, counting[period.pk])
    reports = [report for each in counting.values() for report in each]
    sums: dict[int, list[dict[str, Any]]] = {pk: [] for pk in counting}
    for row in _sums(reports, "report__period"):
        sums[row["report__period"]].append(row)
    return {pk: UsageOfPeriod(summed, _documents(sums[pk])) for pk, summed in counting.items()}


def summed_buckets(reports: list[Report]) -> list[dict[str, Any]]:
    """FORMULA section 10's `usage` of reports whose buckets are cut alike."""
    return _documents(_sums(reports))


def _sums(reports: list[Report], *apart: str) -> QuerySet[Bucket, dict[str, Any]]:
    """The sums of the reports' buckets that lie in the same place, and agree in what is kept apart."""
    return (
        Bucket.objects.filter(report__in=reports)
        .values(*apart, *DIMENSIONS, *DATES)
        .annotate(**{f"sum_{name}": Sum(name) for name in SUMS})
        .order_by()
    )


def _documents(sums: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    rows = sorted(sums, key=itemgetter(*DIMENSIONS, *DATES))
    return [bucket_document(number, row) for number, row in enumerate(rows, 1)]


def summed_reports(*, period: Period, reports: QuerySet[Report]) -> list[Report]:
    """The period's reports given, each with buckets cut as the terms now have it."""
    rows = list(reports.select_related("file", "period__agreement", "partner"))
    _cut_as_now(period, rows)
    return rows


def _cut_as_now(period: Period, reports: list[Report]) -> None:
    cutting = cutting_of(period=period)
    for report in reports:
        if report.bucket_fingerprint != cutting.fingerprint:
            resum_report(report=report, cutting=cutting)


def bucket_document(number: int, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": f"b{number}",
        **{name: row[name] for name in DIMENSIONS},
        "from": _iso(row["from_date"]),
        "to": _iso(row["to_date"]),
        **{name: plain(row[f"sum_{name}"]) for name in SUMS if name != "rows"},
        "rows": row["sum_rows"],
    }


def plain(number: Decimal) -> str:
    """Plain notation, no trailing zeros, nothing rounded."""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _iso(day: date) -> str:
    return day.isoformat()
