"""Two settlements of the same past periods, side by side."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from settlements.engine.exact import exact_arithmetic

Document = dict[str, Any]
# What a period brings the beneficiary, before advance, tax and balances (FORMULA section 7, rungs 1 to 4).
BRINGS = ("earned", "guarantee_shortfall", "cap_reduction", "contribution_credits")
NO_APPLICATION = ""
ZERO = Decimal(0)


@dataclass(slots=True)
class Pair:
    """An amount on the old and on the new terms, in settlement currency."""

    old: Decimal = ZERO
    new: Decimal = ZERO

    @property
    def difference(self) -> Decimal:
        with exact_arithmetic():
            return self.new - self.old

    def add(self, other: "Pair") -> None:
        with exact_arithmetic():
            self.old += other.old
            self.new += other.new


@dataclass(frozen=True, slots=True)
class Compared:
    """One period. `applications` foot to `share`; what belongs to none stands under ''.

    `rates` are shares of the revenue (0.2), None without revenue; `unrated` counts the buckets that no new
    rule rates.
    """

    label: str
    share: Pair
    due: Pair
    rates: tuple[Decimal | None, Decimal | None]
    applications: dict[str, Pair]
    unrated: int


@dataclass(frozen=True, slots=True)
class Comparison:
    periods: list[Compared]
    share: Pair = field(default_factory=Pair)
    due: Pair = field(default_factory=Pair)
    applications: dict[str, Pair] = field(default_factory=dict)

    @property
    def unrated(self) -> int:
        return sum(period.unrated for period in self.periods)


def compare(*, labels: list[str], old: list[Document], new: list[Document]) -> Comparison:
    """Results of the same periods in the same order."""
    periods = [_period(*each) for each in zip(labels, old, new, strict=True)]
    share, due, applications = Pair(), Pair(), defaultdict(Pair)
    for period in periods:
        share.add(period.share)
        due.add(period.due)
        for application, pair in period.applications.items():
            applications[application].add(pair)
    return Comparison(periods, share, due, dict(sorted(applications.items(), key=_last_without_name)))


def _period(label: str, old: Document, new: Document) -> Compared:
    before, after = _by_application(old), _by_application(new)
    applications = {
        name: Pair(before.get(name, ZERO), after.get(name, ZERO)) for name in sorted({*before, *after})
    }
    return Compared(
        label=label,
        share=Pair(_brings(old), _brings(new)),
        due=Pair(Decimal(old["ladder"]["due_now"]), Decimal(new["ladder"]["due_now"])),
        rates=(_rate(old), _rate(new)),
        applications=applications,
        unrated=len(new["unrated"]),
    )


def _brings(result: Document) -> Decimal:
    with exact_arithmetic():
        return sum((Decimal(result["ladder"][rung]) for rung in BRINGS), ZERO)


def _by_application(result: Document) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    with exact_arithmetic():
        for line in result["lines"]:
            sums[line.get("application") or NO_APPLICATION] += Decimal(line["amount"])
        limits = ("guarantee_shortfall", "cap_reduction")
        sums[NO_APPLICATION] += sum((Decimal(result["ladder"][rung]) for rung in limits), ZERO)
    return {name: amount for name, amount in sums.items() if name or amount}


def _rate(result: Document) -> Decimal | None:
    """The beneficiary's part of the revenue that is shared, to four decimals: for reading only."""
    shares = result["shares"]
    with exact_arithmetic():
        whole = Decimal(shares["beneficiary"]) + Decimal(shares["collector"])
    return round(Decimal(shares["beneficiary"]) / whole, 4) if whole else None


def _last_without_name(item: tuple[str, Pair]) -> tuple[bool, str]:
    return (not item[0], item[0])
