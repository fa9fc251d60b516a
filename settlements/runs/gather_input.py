"""The snapshot one settlement is computed from."""

from dataclasses import dataclass
from typing import Any

from settlements.runs.input_document import input_document
from settlements.runs.models import Settlement
from settlements.statements.opening import Opening, opening_of
from usage.models import Period, Report
from usage.usage_of_period import UsageOfPeriod, usage_of_period


@dataclass(frozen=True, slots=True)
class Gathered:
    """`document` is settlement-input/1 (FORMULA section 10); `reports` are those its usage sums."""

    document: dict[str, Any]
    reports: list[Report]


def gather_input(*, settlement: Settlement) -> Gathered:
    """Terms, opening, waiting adjustments, rates and usage as they stand: same state, same bytes.

    May sum reports again whose buckets were cut for other terms, so it needs a transaction.
    """
    agreement, period = settlement.agreement, settlement.period
    opening = opening_of(agreement=agreement, period=period)
    return gathered(period, usage_of_period(period=period), opening)


def gathered(
    period: Period, usage: UsageOfPeriod, opening: Opening, adjustments: list[dict[str, Any]] | None = None
) -> Gathered:
    """Usage, opening and adjustments (None: those that wait) as given; all else as it stands."""
    document = input_document(
        agreement=period.agreement,
        period=period,
        opening=opening,
        buckets=usage.buckets,
        adjustments=adjustments,
    )
    return Gathered(document, usage.reports)
