"""The snapshots that settlements are computed from."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from agreements.terms_at_hand import keep_terms
from settlements.adjustments.in_document import in_document
from settlements.adjustments.waiting import waiting_of
from settlements.runs.input_document import Shared, input_document
from settlements.runs.models import Settlement
from settlements.statements.opening import Opening, openings_of
from usage.models import Period, Report
from usage.usage_of_period import UsageOfPeriod, usage_of_periods


@dataclass(frozen=True, slots=True)
class Gathered:
    """`document` is settlement-input/1 (FORMULA section 10); `reports` are those its usage sums."""

    document: dict[str, Any]
    reports: list[Report]


def gather_inputs(*, settlements: list[Settlement], shared: Shared | None = None) -> list[Gathered]:
    """Terms, opening, waiting adjustments, rates and usage as they stand: same state, same bytes.

    Of each settlement, in their order; everything is read for all at once.

    May sum reports again whose buckets were cut for other terms, so it needs a transaction: as long as that
    lasts, what is read of the terms stays with the settlements' agreements.
    """
    shared = shared or Shared()
    periods = []
    for each in settlements:
        each.period.agreement = each.agreement
        periods.append(each.period)
    keep_terms(period.agreement for period in periods)
    openings, usage = openings_of(periods=periods), usage_of_periods(periods=periods)
    adjustments = defaultdict(list)
    for row in waiting_of([period.agreement_id for period in periods]):
        adjustments[row.agreement_id].append(in_document(row))
    return [
        gathered(
            period, usage[period.pk], openings[period.pk], adjustments[period.agreement_id], shared=shared
        )
        for period in periods
    ]


def gathered(
    period: Period,
    usage: UsageOfPeriod,
    opening: Opening,
    adjustments: list[dict[str, Any]],
    shared: Shared | None = None,
) -> Gathered:
    """Usage, opening and adjustments as given; all else as it stands."""
    document = input_document(
        agreement=period.agreement,
        period=period,
        opening=opening,
        buckets=usage.buckets,
        adjustments=adjustments,
        shared=shared,
    )
    return Gathered(document, usage.reports)
