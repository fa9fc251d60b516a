"""What a deal of the demo is, and its terms as FORMULA section 10's JSON."""

from dataclasses import dataclass
from datetime import date
from typing import Any

STARTS = date(2025, 11, 1)


@dataclass(frozen=True)
class Deal:
    """An agreement with a host. `usage` says how far the last month of the demo has come.

    `amendments`: first day of a later version → what it changes of the terms before it.
    """

    host: str
    title: str
    collected_by: str
    reporter: str
    settlement_currency: str
    time_zone: str
    terms: dict[str, Any]
    usage: str
    amendments: tuple[tuple[date, dict[str, Any]], ...] = ()
    ends: date | None = None


def rule(code: str, clause: str, tiers: list[tuple[str | None, str]], **fields: str) -> dict[str, Any]:
    return {
        "id": code,
        "clause": clause,
        "charge": "percentage",
        "tiers": [{"up_to": up_to, "rate": rate} for up_to, rate in tiers],
        **fields,
    }


def terms_document(deal: Deal) -> list[dict[str, Any]]:
    """The deal's versions as a FORMULA section 10 `terms` list, each ending where the next begins."""
    terms = {"base": "net_revenue", **deal.terms}
    starts = [STARTS, *(start for start, _changes in deal.amendments)]
    ends = [*(start.isoformat() for start in starts[1:]), deal.ends and deal.ends.isoformat()]
    document = []
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1):
        if number > 1:
            terms = {**terms, **deal.amendments[number - 2][1]}
        document.append({"version": number, "from": start.isoformat(), "to": end, **terms})
    return document
