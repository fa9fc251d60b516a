"""Tiers and counters: what a rule charges between two readings of its counter (FORMULA section 4)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from settlements.engine.exact import ZERO, sum_of
from settlements.engine.inputs import Counter, RateRule, Tier


def tier_of(tiers: Sequence[Tier], reading: Decimal) -> Tier:
    """The tier that holds a reading: the first with `reading <= up_to`, for zero and less the first."""
    return next(tier for tier in tiers if tier.up_to is None or reading <= tier.up_to)


def parts(tiers: Sequence[Tier], reading: Decimal) -> Iterator[tuple[Decimal, Tier, Decimal]]:
    """Each tier with its lower bound and its part of [0, reading]; below zero all is the first tier's."""
    lower = ZERO
    for tier in tiers:
        upper = reading if tier.up_to is None else min(reading, tier.up_to)
        part = upper - lower
        yield lower, tier, max(ZERO, part) if lower else part
        if tier.up_to is not None:
            lower = tier.up_to


def package_count(quantity: Decimal, per: Decimal) -> Decimal:
    """⌈quantity ÷ per⌉, toward plus infinity."""
    whole, rest = divmod(quantity, per)
    return whole + 1 if rest > 0 else whole


def flat_fees(rule: RateRule, reading: Decimal) -> Decimal:
    """F(x): the flat fees reached by a reading."""
    if reading <= 0:
        return ZERO
    if rule.tier_mode == "volume":
        return tier_of(rule.tiers, reading).flat
    return sum_of(tier.flat for lower, tier, _ in parts(rule.tiers, reading) if lower < reading)


@dataclass(frozen=True, slots=True)
class Reading:
    """A rule's counter before and after a version's usage; `opening`, `added` are its metric."""

    before: Counter
    after: Counter
    opening: Decimal
    added: Decimal

    @property
    def closing(self) -> Decimal:
        return self.opening + self.added


def read_counter(rule: RateRule, before: Counter, quantity: Decimal, base: Decimal) -> Reading:
    """Count `quantity` (of the rule's unit) and `base` on top of a counter."""
    after = Counter(before.quantity + quantity, before.base + base)
    if rule.tier_metric == "quantity":
        return Reading(before, after, before.quantity, quantity)
    return Reading(before, after, before.base, base)
