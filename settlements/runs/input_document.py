"""A settlement input, put together from what is known of an agreement's period."""

from datetime import date
from typing import Any

from agreements.models import Agreement
from agreements.terms_document import agreement_document, contributions_document, terms_document
from settlements.adjustments.in_document import in_document
from settlements.adjustments.waiting import waiting
from settlements.fx.rates_for import rates_for
from settlements.statements.opening import Opening
from usage.models import Period


def input_document(
    *,
    agreement: Agreement,
    period: Period,
    opening: Opening,
    buckets: list[dict[str, Any]],
    adjustments: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    """settlement-input/1 (FORMULA section 10) of the usage and opening given; the rest as it stands.

    `adjustments` None: those that wait.
    """
    if adjustments is None:
        adjustments = [in_document(each) for each in waiting(agreement)]
    return {
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
            currencies={bucket["currency"] for bucket in buckets},
            from_date=period.from_date,
            to_date=period.to_date,
        ),
        "usage": buckets,
    }


def _touches(contribution: dict[str, Any], period: Period) -> bool:
    """Those of other periods change nothing; without them a later approval leaves this snapshot as it is."""
    begins, ends = date.fromisoformat(contribution["from"]), contribution.get("to")
    return begins < period.to_date and (ends is None or date.fromisoformat(ends) > period.from_date)
