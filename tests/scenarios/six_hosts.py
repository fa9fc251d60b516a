"""Six hosts, what was agreed with each, and what each must get, computed anew from the files alone.

The expectation reads the CSV with the csv module and adds up Fractions; it shares no code with the portal.
"""

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction
from pathlib import Path

PERIOD = "2026-10"
FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
DIMENSIONS = ("application", "model", "market", "unit", "currency")


@dataclass(frozen=True)
class Deal:
    """Terms of a host: `tiers` (up to, rate); `special` (application, rate); `uplift` (market, from, rate)"""

    collected_by: str
    currency: str
    tiers: tuple[tuple[str | None, str], ...]
    mode: str = "graduated"
    rounding: str = "half_even"
    fx_policy: str = "period_end"
    special: tuple[str, str] | None = None
    uplift: tuple[str, date, str] | None = None

    def terms(self) -> list[dict]:
        """FORMULA section 10's `terms`."""
        rules = [rule("default", self.tiers, tier_mode=self.mode, accumulate="year")]
        if self.special:
            rules.append(rule("special", ((None, self.special[1]),), application=self.special[0]))
        version = {
            "version": 1,
            "from": FIRST.isoformat(),
            "to": None,
            "base": "net_revenue",
            "rounding": self.rounding,
            "fx_policy": self.fx_policy,
            "rate_rules": rules,
        }
        if self.uplift:
            market, start, rate = self.uplift
            version["exclusivity"] = [
                {"id": "x1", "market": market, "from": start.isoformat(), "to": None, "uplift": rate}
            ]
        return [version]


def rule(code: str, tiers: Iterable[tuple[str | None, str]], **fields) -> dict:
    steps = [{"up_to": up_to, "rate": rate} for up_to, rate in tiers]
    return {"id": code, "clause": "4.1", "charge": "percentage", "tiers": steps, **fields}


DEALS = {
    "bedrock": Deal("licensor", "USD", (("5000", "0.20"), (None, "0.15"))),
    "azure_ai": Deal("partner", "USD", (("3000", "0.10"), (None, "0.12")), mode="volume"),
    "databricks": Deal("partner", "EUR", ((None, "0.18"),), special=("search", "0.3")),
    "deepinfra": Deal("licensor", "USD", (("500", "0.25"), (None, "0.2")), fx_policy="usage_day"),
    "together_ai": Deal("partner", "JPY", ((None, "0.125"),), rounding="half_up"),
    "vertex_ai": Deal(
        "licensor",
        "USD",
        ((None, "0.2"),),
        fx_policy="period_average",
        uplift=("IN", date(2026, 10, 8), "0.02"),
    ),
}


class EuroRates:
    """ECB's file, read plainly: units of a currency per euro by day."""

    def __init__(self, path: Path) -> None:
        self.days: dict[date, dict[str, Decimal]] = {}
        with gzip.open(path, "rt") as file:
            for row in csv.DictReader(file):
                day = date.fromisoformat(row.pop("Date"))
                known = {
                    code: Decimal(text) for code, text in row.items() if code and text not in ("N/A", "")
                }
                self.days[day] = {**known, "EUR": Decimal(1)}

    def cross(self, day: date, foreign: str, settlement: str) -> Decimal:
        return fifteen(Fraction(self.days[day][settlement]) / Fraction(self.days[day][foreign]))

    def rate(self, policy: str, day: date, foreign: str, settlement: str) -> Fraction:
        """FORMULA section 2."""
        if foreign == settlement:
            return Fraction(1)
        if policy == "period_average":
            dated = [each for each in self.days if FIRST <= each <= LAST]
            crossed = [Fraction(self.cross(each, foreign, settlement)) for each in dated]
            return Fraction(fifteen(sum(crossed, Fraction(0)) / len(crossed)))
        wanted = LAST if policy == "period_end" else day
        served = next(wanted - timedelta(back) for back in range(8) if wanted - timedelta(back) in self.days)
        return Fraction(self.cross(served, foreign, settlement))


def fifteen(value: Fraction) -> Decimal:
    """Half-even to 15 decimals."""
    with localcontext() as context:
        context.prec = 60
        return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(
            Decimal("1E-15"), rounding=ROUND_HALF_EVEN
        )


@dataclass
class Expected:
    earned: Decimal
    bases: dict[tuple[str, ...], Fraction]
    quantities: dict[tuple[str, ...], Fraction]


def expectation(deal: Deal, path: Path, rates: EuroRates) -> Expected:
    """What the host's file comes to: net revenue and quantity by dimensions, and the share earned."""
    bases, quantities = defaultdict(Fraction), defaultdict(Fraction)
    by_rule: dict[str, list[tuple[Fraction, Fraction]]] = defaultdict(list)
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            key = tuple(row[name] for name in DIMENSIONS)
            day = date.fromisoformat(row["usage_date"])
            net = Fraction(row["gross_revenue"]) - Fraction(row["deductions"] or 0)
            bases[key] += net
            quantities[key] += Fraction(row["quantity"])
            settled = net * rates.rate(deal.fx_policy, day, row["currency"], deal.currency)
            special = bool(deal.special) and row["application"] == deal.special[0]
            by_rule["special" if special else "default"].append((settled, uplift(deal, row["market"], day)))
    digits = 0 if deal.currency == "JPY" else 2
    earned = sum(rounded(share(deal, name, parts), digits, deal.rounding) for name, parts in by_rule.items())
    return Expected(Decimal(earned).scaleb(-digits), dict(bases), dict(quantities))


def uplift(deal: Deal, market: str, day: date) -> Fraction:
    applies = deal.uplift and market == deal.uplift[0] and day >= deal.uplift[1]
    return Fraction(deal.uplift[2]) if applies else Fraction(0)


def share(deal: Deal, name: str, parts: list[tuple[Fraction, Fraction]]) -> Fraction:
    """FORMULA sections 4 and 5 with counters that open at zero."""
    total = sum((base for base, _ in parts), Fraction(0))
    bonus = sum((base * extra for base, extra in parts), Fraction(0))
    tiers = ((None, deal.special[1]),) if name == "special" else deal.tiers
    if deal.mode == "volume":
        reached = next(rate for up_to, rate in tiers if up_to is None or total <= Fraction(up_to))
        return total * Fraction(reached) + bonus
    earned, lower = Fraction(0), Fraction(0)
    for up_to, rate in tiers:
        upper = total if up_to is None else min(total, Fraction(up_to))
        earned += max(upper - lower, Fraction(0)) * Fraction(rate)
        lower = max(lower, upper)
    return earned + bonus


def rounded(value: Fraction, digits: int, mode: str) -> int:
    """Minor units, half-even or half away from zero."""
    scaled = value * 10**digits
    if mode == "half_even":
        return round(scaled)
    return int(abs(scaled) + Fraction(1, 2)) * (1 if scaled >= 0 else -1)
