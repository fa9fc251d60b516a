"""The oracle's tiers: what a reading of a counter costs (FORMULA section 4)."""

from fractions import Fraction as F


def bound(tier):
    return None if tier.get("up_to") is None else F(tier["up_to"])


def holding(rule, x):
    if x <= 0:
        return rule["tiers"][0]
    return next(tier for tier in rule["tiers"] if bound(tier) is None or x <= bound(tier))


def m(rule, x, count=lambda part: part):
    """FORMULA section 4, graduated; `count` turns a part into packages."""
    if x < 0:
        return F(rule["tiers"][0]["rate"]) * count(x)
    total = lower = F(0)
    for tier in rule["tiers"]:
        upper = x if bound(tier) is None else min(x, bound(tier))
        total += F(tier["rate"]) * count(max(F(0), upper - lower))
        lower = bound(tier)
        if lower is None or lower >= x:
            break
    return total


def flats(rule, x):
    if x <= 0:
        return F(0)
    if rule.get("tier_mode") == "volume":
        return F(holding(rule, x).get("flat") or "0")
    total = lower = F(0)
    for tier in rule["tiers"]:
        if lower < x:
            total += F(tier.get("flat") or "0")
        if bound(tier) is None:
            break
        lower = bound(tier)
    return total
