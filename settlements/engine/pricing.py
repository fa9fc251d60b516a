"""The rate of a rule in a period, with the steps that lead to it (FORMULA sections 4 and 5)."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from settlements.engine.exact import ONE, ZERO, as_quotient, plain, shown, shown_quotient, sum_of
from settlements.engine.explain import Step, step
from settlements.engine.inputs import Counter, RateRule, Tier
from settlements.engine.rules import RuleUsage
from settlements.engine.tiers import Reading, package_count, parts, read_counter, tier_of


@dataclass(frozen=True, slots=True)
class Price:
    """r = `numerator ÷ denominator`, `rate` as printed; null where whole packages are graduated.

    `packages_charge` is the rule's amount where packages are whole, shared by quantity: no rate enters it.
    """

    reading: Reading
    steps: list[Step]
    rate: str | None = None
    numerator: Decimal = ZERO
    denominator: Decimal = ONE
    packages_charge: Decimal | None = None


def price_rule(group: RuleUsage, before: Counter) -> Price:
    """Count the group's usage on its counter and find the rate that it gives."""
    rule = group.rule
    quantity = sum_of(row.bucket.quantity for row in group.usage if row.bucket.unit == rule.unit)
    base = sum_of(row.base_settlement for row in group.usage)
    reading = read_counter(rule, before, quantity, base)
    steps = _counter_steps(rule, reading)
    if rule.tier_mode == "volume" or not reading.added:
        return _price_of_one_tier(rule, reading, steps)
    return _price_over_tiers(rule, reading, steps)


def _counter_steps(rule: RateRule, reading: Reading) -> list[Step]:
    opening, added, closing = plain(reading.opening), plain(reading.added), plain(reading.closing)
    inputs = {"counts": rule.tier_metric, "window": rule.accumulate, "left_before": opening}
    return [
        step("counter_opening", "left_before", inputs, opening),
        step("counter_closing", "opening + added", {"opening": opening, "added": added}, closing),
    ]


def _price_of_one_tier(rule: RateRule, reading: Reading, steps: list[Step]) -> Price:
    """Volume: the rate of the tier that holds the closing reading. So too where nothing was added."""
    tier = tier_of(rule.tiers, reading.closing)
    rate = shown(tier.rate)
    if rule.whole_packages and rule.tier_mode == "graduated":
        steps.append(step("packages_charge", "0", {"added": "0"}, "0"))
        return Price(reading, steps, packages_charge=ZERO)
    inputs = {"closing": plain(reading.closing), **_tier(tier)}
    steps.append(step("rate", "rate of the tier that holds closing", inputs, rate))
    if not rule.whole_packages:
        return Price(reading, steps, rate, tier.rate)
    opening, closing = (package_count(x, rule.per) for x in (reading.opening, reading.closing))
    charge = (closing - opening) * tier.rate
    inputs = {"packages_closing": plain(closing), "packages_opening": plain(opening), "rate": rate}
    formula = "(packages_closing − packages_opening) × rate"
    steps.append(step("packages_charge", formula, inputs, shown(charge)))
    return Price(reading, steps, rate, packages_charge=charge)


def _price_over_tiers(rule: RateRule, reading: Reading, steps: list[Step]) -> Price:
    """Graduated: what the tiers charge up to the closing reading, less what up to the opening one."""
    charge = ZERO
    both = zip(parts(rule.tiers, reading.opening), parts(rule.tiers, reading.closing), strict=True)
    for (lower, tier, before), (_, _, after) in both:
        if rule.whole_packages:
            before, after = package_count(before, rule.per), package_count(after, rule.per)
        if after == before:
            continue
        gained = tier.rate * (after - before)
        charge += gained
        inputs = {
            "above": plain(lower),
            **_tier(tier),
            "part_closing": plain(after),
            "part_opening": plain(before),
        }
        steps.append(step("tier", "(part_closing − part_opening) × rate", inputs, shown(gained)))
    added = plain(reading.added)
    if rule.whole_packages:
        steps.append(step("packages_charge", "Σ tiers", {}, shown(charge)))
        return Price(reading, steps, packages_charge=charge)
    numerator, denominator = as_quotient(Fraction(charge) / Fraction(reading.added))
    rate = shown_quotient(numerator, denominator)
    steps.append(step("rate", "Σ tiers ÷ added", {"tiers": shown(charge), "added": added}, rate))
    return Price(reading, steps, rate, numerator, denominator)


def _tier(tier: Tier) -> dict[str, str | None]:
    return {"up_to": None if tier.up_to is None else plain(tier.up_to), "rate": shown(tier.rate)}
