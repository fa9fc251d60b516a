"""A settlement input, put together from what is known of an agreement's period."""

from datetime import date
from typing import Any

from agreements.models import Agreement
from agreements.terms_document import agreement_document, contributions_document, terms_document
from portal.accounts.models import Licensor
from settlements.adjustments.in_document import in_document
from settlements.adjustments.waiting import waiting
from settlements.fx.rates_for import rates_for
from settlements.statements.opening import Opening
from settlements.tax.withholding import TaxProfiles, with_withholding
from usage.models import Period


class Shared:
    """What the documents of many agreements have in common, read once for all of them."""

    def __init__(self) -> None:
        self.licensor = Licensor.objects.first()
        self._rates: dict[tuple, list[dict[str, str]]] = {}
        self.tax = TaxProfiles()

    def rates(
        self, settlement: str, currencies: frozenset[str], from_date: date, to_date: date
    ) -> list[dict[str, str]]:
        key = (settlement, currencies, from_date, to_date)
        if key not in self._rates:
            self._rates[key] = rates_for(
                settlement_currency=settlement, currencies=currencies, from_date=from_date, to_date=to_date
            )
        return self._rates[key]


def input_document(
    *,
    agreement: Agreement,
    period: Period,
    opening: Opening,
    buckets: list[dict[str, Any]],
    adjustments: list[dict[str, Any]] | None = None,
    shared: Shared | None = None,
) -> dict[str, Any]:
    """settlement-input/1 (FORMULA section 10) of the usage and opening given; the rest as it stands.

    `adjustments` None: those that wait. `shared`: of those put together in one go.
    """
    shared = shared or Shared()
    if adjustments is None:
        adjustments = [in_document(each) for each in waiting(agreement)]
    return {
        "format": "settlement-input/1",
        "agreement": agreement_document(agreement=agreement, licensor=shared.licensor),
        "period": {
            "from": period.from_date.isoformat(),
            "to": period.to_date.isoformat(),
            "final": agreement.ends_date is not None and agreement.ends_date <= period.to_date,
        },
        "terms": with_withholding(
            terms_document(agreement=agreement), shared.tax.on(agreement.partner_id, period.last_day)
        ),
        "contributions": [
            each for each in contributions_document(agreement=agreement) if _touches(each, period)
        ],
        "counters": opening.counters,
        "window": opening.window,
        "opening_balance": opening.opening_balance,
        "adjustments": adjustments,
        "fx_rates": shared.rates(
            agreement.settlement_currency,
            frozenset(bucket["currency"] for bucket in buckets),
            period.from_date,
            period.to_date,
        ),
        "usage": buckets,
    }


def _touches(contribution: dict[str, Any], period: Period) -> bool:
    """Those of other periods change nothing; without them a later approval leaves this snapshot as it is."""
    begins, ends = date.fromisoformat(contribution["from"]), contribution.get("to")
    return begins < period.to_date and (ends is None or date.fromisoformat(ends) > period.from_date)
