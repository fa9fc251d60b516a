"""Exchange rates of days that nobody knows yet."""

from datetime import date, timedelta
from typing import Any

from settlements.fx.rates_for import rates_for
from usage.models import Period

Document = dict[str, Any]
LOOKED_BACK = timedelta(days=366)


def with_known_rates(
    *, document: Document, errors: list[Document], period: Period
) -> tuple[Document, list[Document]]:
    """The input with the newest known rate for each day that lacks one, and which those are.

    A member of the list is `currency`, `wanted` (a day, for an average the period's first), `date`, `rate`.
    """
    home, taken = document["agreement"]["settlement_currency"], []
    for currency, wanted in sorted({(each["currency"], each["date"] or "") for each in errors}):
        day = date.fromisoformat(wanted) if wanted else period.from_date
        until = day if wanted else period.last_day
        known = rates_for(
            settlement_currency=home,
            currencies={currency},
            from_date=until - LOOKED_BACK,
            to_date=until + timedelta(days=1),
        )
        if known:
            taken.append({**known[-1], "wanted": day.isoformat()})
    instead = [
        {
            "currency": each["currency"],
            "date": each["wanted"],
            "rate": each["rate"],
            "source": each["source"],
        }
        for each in taken
    ]
    rates = sorted([*document["fx_rates"], *instead], key=lambda each: (each["currency"], each["date"]))
    return {**document, "fx_rates": rates}, taken
