"""The figures of both sides for a period."""

import hashlib
import json
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet, Sum

from agreements.operations.operations_on import operations_on
from agreements.operations.periods_on import reporter_on
from usage.models import Bucket, Period, Report
from usage.reconciliation.compare import compare
from usage.reconciliation.pairs import Comparison, Figure, Pair, Place
from usage.reconciliation.tolerance import Tolerance
from usage.usage_of_period import counter_reports, counting_reports, plain, summed_reports

SUMS = ("quantity", "gross_revenue", "deductions")


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """`reporter`: whose figures settle. Nothing is compared until the other side submitted any."""

    reporter: str
    reports: list[Report]
    counters: list[Report]
    tolerance: Tolerance
    comparison: Comparison

    @property
    def digest(self) -> str:
        """SHA-256, hex: equal where both sides' figures are."""
        figures = [
            [row.place.key, [[pair.measure, pair.of, *_texts(pair)] for pair in row.pairs]]
            for row in self.comparison.rows
        ]
        return hashlib.sha256(json.dumps(figures).encode()).hexdigest()


@transaction.atomic
def reconcile(*, period: Period) -> Reconciliation:
    """What both sides submitted, by the tolerance of the terms on the period's first day.

    Sums reports again whose buckets were cut for other terms.
    """
    agreement = period.agreement
    terms = operations_on(agreement, period.from_date)
    tolerance = Tolerance(terms.tolerance_share, terms.tolerance_amount, agreement.settlement_currency)
    reports, ours = _figures(period, counting_reports(period=period))
    counters, theirs = _figures(period, counter_reports(period=period))
    comparison = compare(reported=ours, countered=theirs, tolerance=tolerance) if counters else Comparison()
    return Reconciliation(reporter_on(agreement, period.from_date), reports, counters, tolerance, comparison)


def _figures(period: Period, reports: QuerySet[Report]) -> tuple[list[Report], list[Figure]]:
    rows = summed_reports(period=period, reports=reports)
    sums = (
        Bucket.objects.filter(report__in=rows)
        .values_list(*Place._fields, "currency")
        .annotate(*(Sum(name) for name in SUMS))
        .order_by()
    )
    return rows, [Figure(Place(*row[:4]), *row[4:]) for row in sums]


def _texts(pair: Pair) -> list[str]:
    return ["" if each is None else plain(each) for each in (pair.reported, pair.countered)]
