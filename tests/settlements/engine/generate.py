"""Valid settlement inputs made from a random source: small worlds where rules, cuts and ties meet often."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random

from tests.settlements.engine.generate_terms import PLACES, make_contribution, make_rule_pool, make_version

CURRENCIES = ["USD", "USD", "EUR", "JPY", "KWD", "CLF", "XTS"]
PERIODS = [
    ("2026-10-01", "2026-11-01"),
    ("2026-12-01", "2027-01-01"),
    ("2026-10-01", "2027-01-01"),
    ("2026-11-01", "2026-12-01"),
    ("2026-09-01", "2026-10-01"),
    ("2026-06-01", "2026-07-01"),
    ("2026-01-01", "2026-04-01"),
    ("2026-02-01", "2026-02-15"),
]
UNITS = ["output_tokens", "gpu_hours"]


def make_input(rng: Random) -> dict:
    currency = rng.choice(CURRENCIES)
    start, end = (date.fromisoformat(text) for text in rng.choice(PERIODS))
    starts = rng.choice([date(2025, 1, 1), date(2026, 1, 1), start, start + timedelta(days=5)])
    ends = rng.choice([None, None, None, end, end - timedelta(days=3), start + timedelta(days=10), start])
    if ends is not None and ends <= starts:
        ends = None
    pool = make_rule_pool(rng)
    cuts = sorted({start + timedelta(days=rng.randrange(1, 30)) for _ in range(rng.choice([0, 0, 1, 2]))})
    edges = [starts, *(cut for cut in cuts if cut > starts), None]
    terms = [
        make_version(rng, begin, until, pool, currency, (start, end)) for begin, until in pairwise(edges)
    ]
    for number, version in zip(rng.sample(range(1, 9), len(terms)), terms, strict=True):
        version["version"] = number
    rng.shuffle(terms)
    contributions = [
        make_contribution(rng, i, currency, (start, end)) for i in range(rng.choice([0, 0, 1, 3]))
    ]
    given = {
        "format": "settlement-input/1",
        "agreement": {
            "number": "AGR-0001",
            "collected_by": rng.choice(["licensor", "partner"]),
            "settlement_currency": currency,
            "starts": str(starts),
            "ends": ends and str(ends),
        },
        "period": {"from": str(start), "to": str(end)},
        "terms": terms,
        "contributions": contributions,
        "counters": make_counters(rng, terms, starts, start, end),
        "opening_balance": money(rng, currency, signed=True),
        "adjustments": [
            {
                "id": f"a{i}",
                "kind": "dispute",
                "reference": "DSP-1",
                "amount": money(rng, currency, signed=True),
            }
            for i in range(rng.choice([0, 0, 2]))
        ],
        "fx_rates": make_rates(rng, start, end),
        "usage": make_usage(rng, terms, contributions, currency, (max(starts, start), min(ends or end, end))),
    }
    given["window"] = make_window(rng, given, starts, start, end, ends)
    return given


def money(rng: Random, currency: str, signed: bool = False) -> str:
    decimals = {"JPY": 0, "KWD": 3, "CLF": 4}.get(currency, 2)
    value = rng.choice([0, 1, 5, 100, 12345, 99999, rng.randrange(10**7)])
    digits = str(value).rjust(decimals + 1, "0")
    text = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return f"-{text}" if signed and rng.random() < 0.4 else text


def figure(rng: Random, negative: float = 0.15) -> str:
    """A quantity or revenue; round ones are frequent, so that shares tie."""
    text = rng.choice(
        [
            "0",
            "1",
            "10",
            "0.5",
            "0.05",
            "100",
            "250",
            "33.3",
            f"{rng.randrange(3000)}.{rng.randrange(10**6):06d}",
        ]
    )
    return f"-{text}" if rng.random() < negative else text


def opens_here(kind: str, starts: date, start: date, end: date) -> bool:
    first = {
        "period": start,
        "quarter": date(start.year, (start.month - 1) // 3 * 3 + 1, 1),
        "year": date(start.year, 1, 1),
        "term": starts,
    }[kind]
    return any(start <= day < end for day in (first, starts))


def make_counters(rng: Random, terms: list[dict], starts: date, start: date, end: date) -> dict:
    counters = {}
    for rule in sorted((r for v in terms for r in v["rate_rules"]), key=lambda r: r["id"]):
        if rng.random() < 0.7:
            value = {"quantity": figure(rng), "base": figure(rng)}
            if opens_here(rule["accumulate"], starts, start, end):
                value = {"quantity": "0", "base": "0.00"}
            counters[rule["id"]] = value
    return counters


def make_window(rng: Random, given: dict, starts: date, start: date, end: date, ends: date | None) -> dict:
    currency = given["agreement"]["settlement_currency"]
    last = str((min(end, ends) if ends else end) - timedelta(days=1))
    terms = next(v for v in given["terms"] if v["from"] <= last and (v["to"] is None or last < v["to"]))
    window = {}
    for name, limit in (("guarantee_earned", "minimum_guarantee"), ("cap_earned", "cap")):
        if limit not in terms or not opens_here(terms[limit]["per"], starts, start, end):
            window[name] = money(rng, currency, signed=True)
    advances = [v["advance"]["amount"] for v in given["terms"] if "advance" in v]
    if advances and rng.random() < 0.8:
        window["advance_balance"] = max(advances, key=float)
    return window


def make_rates(rng: Random, start: date, end: date) -> list[dict]:
    days = {start + timedelta(days=i) for i in range(-8, (end - start).days + 3) if rng.random() < 0.4}
    days.add(start - timedelta(days=3))
    days.add(end - timedelta(days=rng.choice([1, 2, 7, 8])))
    return [
        {"currency": currency, "date": str(day), "rate": f"{rng.choice(['1', '0.9', '1.0857', '151.37'])}"}
        for day in sorted(days)
        for currency in ("EUR", "GBP")
    ]


def make_usage(
    rng: Random, terms: list[dict], contributions: list[dict], home: str, within: tuple[date, date]
) -> list[dict]:
    usage: list[dict] = []
    first, end = within
    if first >= end:
        return usage
    for _ in range(rng.choice([0, 1, 2, 4, 8])):
        bucket = {name: rng.choice(values) for name, values in PLACES.items()}
        bucket |= {"unit": rng.choice(UNITS), "currency": rng.choice([home, home, "EUR", "GBP"])}
        begin = first + timedelta(days=rng.randrange((end - first).days))
        until = min(end, begin + timedelta(days=rng.choice([1, 3, 31])))
        for left, right in cut(bucket, begin, until, terms, contributions, home):
            row = {"id": f"b{len(usage)}", **bucket, "from": str(left), "to": str(right)}
            row |= {"quantity": figure(rng), "gross_revenue": figure(rng)}
            if rng.random() < 0.5:
                row |= {"deductions": figure(rng), "rows": rng.randrange(50)}
            usage.append(row)
    rng.shuffle(usage)
    return usage


def cut(bucket: dict, begin: date, until: date, terms: list[dict], contributions: list[dict], home: str):
    """The pieces that FORMULA section 2 asks for."""
    ranged = [
        *terms,
        *(c for c in contributions if c.get("points")),
        *(g for v in terms for g in v["exclusivity"]),
    ]
    days = {date.fromisoformat(row[edge]) for row in ranged for edge in ("from", "to") if row.get(edge)}
    for version in terms:
        if version["fx_policy"] == "usage_day" and bucket["currency"] != home:
            days |= {begin + timedelta(days=i) for i in range((until - begin).days)}
    edges = [begin, *sorted(day for day in days if begin < day < until), until]
    return list(pairwise(edges))
