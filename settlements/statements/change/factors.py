"""What a settlement depends on, taken apart so that one factor at a time can be another period's.

Every mixture is settled on one base period, with the sums of usage on its last day and the terms of that
day as if they had always held: only so are two periods of different days and cuts comparable. What that
itself changes, and what is no factor, is told as `other`.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from portal.money.rounding import round_decimals
from portal.periods import window_start
from settlements.engine import InvalidInput, parse_input, settle
from settlements.engine.exact import exact_arithmetic, plain

Document = dict[str, Any]
SUMS = ("quantity", "gross_revenue", "deductions")
KEY = ("application", "model", "market", "unit", "currency")
FX_DECIMALS = 15
FOREVER = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Factors:
    """`volume`: sums by application, model, market, unit and currency. `rate`: the version of the last day.
    `contributions`: those with points. `tier`: the counters it opened with. `fx`: rate by currency.
    """

    volume: dict[tuple[str, ...], dict[str, Decimal]]
    rate: Document
    contributions: list[Document]
    tier: dict[str, Document]
    fx: dict[str, str]


NAMES = ("volume", "rate", "contributions", "tier", "fx")
"""In the order in which they are swapped."""


def factors_of(document: Document, result: Document) -> Factors | None:
    """Of a settlement without errors; None of a tail, and where no version held on its last day."""
    version = _version(document)
    if version is None or not document["period"]["from"] <= _last_day(document).isoformat():
        return None
    return Factors(
        volume=_volume(document),
        rate=_always(version, _last_day(document)),
        contributions=[each for each in document.get("contributions", []) if each.get("points")],
        tier=document.get("counters", {}),
        fx=_rates(result),
    )


def swapped(factors: Factors, other: Factors, name: str) -> Factors:
    """`factors` with one of `other`'s. A rate that the other did not need stays what it was."""
    value = getattr(other, name)
    if name == "fx":
        value = {**factors.fx, **value}
    if name == "volume":
        # Currencies that only the other has: at its rate, until rates are swapped.
        return replace(factors, volume=value, fx={**other.fx, **factors.fx})
    return replace(factors, **{name: value})


def earned_by(factors: Factors, base: Document) -> Decimal | None:
    """What the factors earn in the base document's period; None where they cannot be settled there.

    As where a rule counts something else since, or a rate is missing.
    """
    try:
        result = settle(parse_input(_document(factors, base))).as_document()
    except InvalidInput:
        return None
    return Decimal(result["ladder"]["earned"]) if result["ladder"] else None


def base_of(before: Document, after: Document) -> Document:
    """The period in which the counters of both may stand: not one with which a window starts."""
    rules = [
        rule
        for document in (before, after)
        for version in document["terms"]
        for rule in version["rate_rules"]
    ]
    kinds = {rule.get("accumulate", "period") for rule in rules} - {"period"}
    starts = any(_window_start(kind, before) >= _day(before["period"]["from"]) for kind in kinds)
    return after if starts else before


def _document(factors: Factors, base: Document) -> Document:
    period, last = base["period"], _last_day(base).isoformat()
    day = {"from": last, "to": (_last_day(base) + timedelta(days=1)).isoformat()}
    currency = base["agreement"]["settlement_currency"]
    known = {rule["id"] for rule in factors.rate["rate_rules"]}
    agreement = base["agreement"]
    usage = [
        {"id": f"b{place}", **dict(zip(KEY, key, strict=True)), **day, **_plain(sums)}
        for place, (key, sums) in enumerate(sorted(factors.volume.items()), start=1)
    ]
    return {
        "format": "settlement-input/1",
        "agreement": agreement,
        "period": period,
        "terms": [{**factors.rate, "from": agreement["starts"], "to": agreement.get("ends")}],
        "contributions": [
            {**each, "from": period["from"], "to": period["to"]} for each in factors.contributions
        ],
        "counters": {rule: counter for rule, counter in factors.tier.items() if rule in known},
        "fx_rates": [
            {"currency": foreign, "date": last, "rate": rate}
            for foreign, rate in sorted(factors.fx.items())
            if foreign != currency
        ],
        "usage": usage,
    }


def _version(document: Document) -> Document | None:
    last = _last_day(document).isoformat()
    held = [each for each in document["terms"] if each["from"] <= last < (each.get("to") or FOREVER)]
    return held[0] if held else None


def _always(version: Document, last: date) -> Document:
    """Rates and exclusive rights as on its last day; what only the ladder needs is left out."""
    day = last.isoformat()
    rights = [
        {**grant, "from": version["from"], "to": None}
        for grant in version.get("exclusivity", [])
        if grant["from"] <= day < (grant.get("to") or FOREVER)
    ]
    kept = ("version", "base", "rounding", "rate_rules", "contribution_points_cap", "fx_policy")
    return {**{name: version[name] for name in kept if version.get(name) is not None}, "exclusivity": rights}


def _volume(document: Document) -> dict[tuple[str, ...], dict[str, Decimal]]:
    sums: dict[tuple[str, ...], dict[str, Decimal]] = defaultdict(lambda: dict.fromkeys(SUMS, Decimal(0)))
    with exact_arithmetic():
        for bucket in document.get("usage", []):
            row = sums[tuple(bucket[name] for name in KEY)]
            for name in SUMS:
                row[name] += Decimal(bucket.get(name, "0"))
    return dict(sums)


def _rates(result: Document) -> dict[str, str]:
    """Of each currency the mean that its lines came to; of one whose revenue sums to zero, its first."""
    bases: dict[str, list[Fraction]] = defaultdict(lambda: [Fraction(0), Fraction(0)])
    first: dict[str, str] = {}
    for line in result["lines"]:
        steps = {each["name"]: each for each in line["steps"]}
        if "fx" in steps:
            first.setdefault(line["currency"], steps["fx"]["inputs"]["fx_rate"])
            bases[line["currency"]][0] += Fraction(line["base"])
            bases[line["currency"]][1] += Fraction(line["base_settlement"])
    return {currency: _mean(base, settled) or first[currency] for currency, (base, settled) in bases.items()}


def _mean(base: Fraction, settled: Fraction) -> str:
    rate = round_decimals(settled / base, FX_DECIMALS) if base else Decimal(0)
    return plain(rate) if rate > 0 else ""


def _plain(sums: dict[str, Decimal]) -> dict[str, str]:
    return {name: plain(value) for name, value in sums.items()}


def _last_day(document: Document) -> date:
    """Of the period, or of the agreement where it ends earlier."""
    ends = document["agreement"].get("ends") or FOREVER
    return _day(min(document["period"]["to"], ends)) - timedelta(days=1)


def _window_start(kind: str, document: Document) -> date:
    begins, starts = _day(document["period"]["from"]), _day(document["agreement"]["starts"])
    return max(starts, window_start(kind, begins, period_start=begins, term_start=starts))


def _day(text: str) -> date:
    return date.fromisoformat(text)
