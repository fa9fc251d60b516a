"""Random versions, rules, grants and contributions for `generate`."""

from datetime import date, timedelta
from random import Random

PLACES = {"application": ["search", "support"], "model": ["llama", "small"], "market": ["US", "ID"]}
MONEY = {"JPY": "5000", "KWD": "12.345", "CLF": "2.0005"}


def scope(rng: Random) -> dict:
    return {name: rng.choice(["*", "*", values[0]]) for name, values in PLACES.items() if rng.random() < 0.7}


def make_rule_pool(rng: Random) -> list[dict]:
    """What rules of one id have in common in every version."""
    pool = []
    for i in range(rng.choice([1, 2, 4])):
        charge = rng.choice(["percentage", "percentage", "per_unit"])
        metric = rng.choice(["base_amount", "quantity"])
        unit = rng.choice(["output_tokens", "gpu_hours"])
        counts = {"id": f"r{i}", "charge": charge, "tier_metric": metric, "unit": unit}
        if charge == "percentage" and metric == "base_amount" and rng.random() < 0.6:
            counts["unit"] = None
        pool.append(counts | {"accumulate": rng.choice(["period", "quarter", "year", "term"])})
    return pool


def make_rule(rng: Random, counts: dict) -> dict:
    rates = ["0", "0.2", "0.15", "0.1", "0.333", "1"]
    if counts["charge"] == "per_unit":
        rates = ["0", "0.4", "3", "0.0025", "12.5"]
    bounds = sorted(rng.sample(["0.5", "10", "33.3", "100", "250", "1000"], rng.choice([0, 1, 3])), key=float)
    tiers = [{"up_to": bound, "rate": rng.choice(rates)} for bound in [*bounds, None]]
    for tier in tiers:
        if rng.random() < 0.2:
            tier["flat"] = rng.choice(["5", "0.005", "500"])
    rule = {**counts, **scope(rng), "tiers": tiers, "tier_mode": rng.choice(["graduated", "volume"])}
    if rng.random() < 0.3:
        rule["retroactive"] = rng.random() < 0.5
    if counts["charge"] == "per_unit":
        rule["per"] = rng.choice(["1", "3", "7.5", "100"])
        rule["whole_packages"] = counts["tier_metric"] == "quantity" and rng.random() < 0.5
    return rule


def make_rules(rng: Random, pool: list[dict]) -> list[dict]:
    """At most one rule of each charge, unit and scope."""
    rules: dict[tuple, dict] = {}
    for counts in rng.sample(pool, rng.randrange(len(pool) + 1) or 1):
        rule = make_rule(rng, counts)
        unit = rule["unit"] if rule["charge"] == "per_unit" else None
        rules.setdefault((rule["charge"], unit, *(rule.get(name, "*") for name in PLACES)), rule)
    return list(rules.values())


def some_range(rng: Random, period: tuple[date, date]) -> dict:
    begin = period[0] + timedelta(days=rng.randrange(-10, 40))
    until = rng.choice([None, begin + timedelta(days=rng.randrange(1, 30))])
    return {"from": str(begin), "to": until and str(until)}


def make_version(
    rng: Random,
    begin: date,
    until: date | None,
    pool: list[dict],
    currency: str,
    period: tuple[date, date],
) -> dict:
    amount = MONEY.get(currency, "123.45")
    version = {
        "version": 0,
        "from": str(begin),
        "to": until and str(until),
        "base": rng.choice(["net_revenue", "gross_revenue"]),
        "rounding": rng.choice(["half_even", "half_up"]),
        "fx_policy": rng.choice(["period_end", "usage_day", "period_average"]),
        "rate_rules": make_rules(rng, pool),
        "exclusivity": [
            {
                "id": f"x{i}",
                **scope(rng),
                **some_range(rng, period),
                "uplift": rng.choice(["0.02", "0.005", "-0.3"]),
            }
            for i in range(rng.choice([0, 0, 1, 2]))
        ],
    }
    optional = {
        "contribution_points_cap": rng.choice(["0.03", "0"]),
        "minimum_guarantee": {"amount": amount, "per": rng.choice(["period", "quarter", "year"])},
        "cap": {"amount": amount, "per": rng.choice(["period", "quarter", "year", "term"])},
        "advance": {"amount": amount, "recoup_rate": rng.choice(["0.5", "1", "0.333"])},
        "withholding_rate": rng.choice(["0.1", "0.2500001"]),
        "payout_threshold": amount,
    }
    return version | {name: value for name, value in optional.items() if rng.random() < 0.35}


def make_contribution(rng: Random, number: int, currency: str, period: tuple[date, date]) -> dict:
    grants = {"points": rng.choice(["0.01", "0.025", "0.04", "0"])}
    if rng.random() < 0.4:
        grants = {"amount": MONEY.get(currency, "250.00")}
    party = rng.choice(["partner", "licensor"])
    return {"id": f"c{number}", "party": party, **scope(rng), **some_range(rng, period), **grants}
