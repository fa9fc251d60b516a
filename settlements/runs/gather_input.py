"""The snapshot one settlement is computed from."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from agreements.terms_document import agreement_document, contributions_document, terms_document
from settlements.adjustments.in_document import in_document
from settlements.adjustments.waiting import waiting
from settlements.fx.rates_for import rates_for
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
    adjustments = [in_document(each) for each in waiting(agreement)]
    return gathered(period, usage_of_period(period=period), opening, adjustments)


def gathered(
    period: Period, usage: UsageOfPeriod, opening: Opening, adjustments: list[dict[str, Any]]
) -> Gathered:
    """Usage, opening and adjustments as given, with terms, contributions and rates as they stand."""
    agreement = period.agreement
    document = {
        "format": "settlement-input/1",
        "agreement": agreement_document(agreement=agreement),
        "period": {
            "from": period.from_date.isoformat(),
            "to": period.to_date.isoformat(),
            "final": agreement.ends_date is not None and agreement.ends_date <= period.to_date,
        },
        "terms": terms_document(agreement=agreement),
        "contributions": [
            each for each in contributions_document(agreement=agreement) if _touches(each, period)
        ],
        "counters": opening.counters,
        "window": opening.window,
        "opening_balance": opening.opening_balance,
        "adjustments": adjustments,
        "fx_rates": rates_for(
            settlement_currency=agreement.settlement_currency,
            currencies={bucket["currency"] for bucket in usage.buckets},
            from_date=period.from_date,
            to_date=period.to_date,
        ),
        "usage": usage.buckets,
    }
    return Gathered(document, usage.reports)


def _touches(contribution: dict[str, Any], period: Period) -> bool:
    """Those of other periods change nothing; without them a later approval leaves this snapshot as it is."""
    begins, ends = date.fromisoformat(contribution["from"]), contribution.get("to")
    return begins < period.to_date and (ends is None or date.fromisoformat(ends) > period.from_date)
