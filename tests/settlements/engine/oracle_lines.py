"""The oracle's lines: tiers, catch-up, flat fees, packages, rounding together, credits."""

from datetime import date
from fractions import Fraction as F
from math import ceil, floor

from tests.settlements.engine.oracle_numbers import money, number, round_half
from tests.settlements.engine.oracle_tiers import flats, holding, m

APPLIES_TO_EARNINGS = """
rule version clause application model market unit currency quantity base base_settlement rate exclusivity
contributions share
"""
EMPTY = dict.fromkeys(APPLIES_TO_EARNINGS.split())


def rule_lines(given, version, rule, rows, counters, decimals):
    counter = counters[rule["id"]]
    percentage, volume = rule["charge"] == "percentage", rule.get("tier_mode") == "volume"
    metric = {"base_amount": "base", "quantity": "quantity"}[
        rule.get("tier_metric", "base_amount" if percentage else "quantity")
    ]
    before = dict(counter)
    for row in rows:
        counter["base"] += row["base_s"]
        if row["bucket"]["unit"] == rule.get("unit"):
            counter["quantity"] += F(row["bucket"]["quantity"])
    o, c = before[metric], counter[metric] - before[metric]
    per, whole = F(rule.get("per", "1")), rule.get("whole_packages", False)
    packages = lambda x: F(ceil(x / per))  # noqa: E731
    if volume:
        r = F(holding(rule, o + c)["rate"])
    else:
        r = (m(rule, o + c) - m(rule, o)) / c if c else F(holding(rule, o)["rate"])
    charge = F(0)
    if whole and c:
        charge = (
            (packages(o + c) - packages(o)) * r if volume else m(rule, o + c, packages) - m(rule, o, packages)
        )
    lines = {}
    for row in rows:
        bucket = row["bucket"]
        excl, contributed = exclusivity(version, bucket), contributions(given, version, bucket)
        if percentage:
            share = max(F(0), min(F(1), r + excl + contributed))
            exact = row["base_s"] * share
        elif whole:
            exact = charge * F(bucket["quantity"]) / c * (1 + excl) if c else F(0)
        else:
            exact = F(bucket["quantity"]) / per * r * (1 + excl)
        mark = tuple(bucket[name] for name in ("application", "model", "market", "unit", "currency"))
        mark += (row["fx"], excl, contributed if percentage else None)
        line = lines.setdefault(mark, {"q": F(0), "b": F(0), "bs": F(0), "x": F(0), "ids": [], "from": "9"})
        line["q"] += F(bucket["quantity"])
        line["b"] += row["base"]
        line["bs"] += row["base_s"]
        line["x"] += exact
        line["ids"].append(bucket["id"])
        line["from"] = min(line["from"], bucket["from"])
        line["share"] = number(share) if percentage else None
    made = [
        earning_line(version, rule, mark, line, None if whole and not volume else number(r))
        for mark, line in lines.items()
    ]
    round_together(made, decimals, version.get("rounding", "half_even"))
    return made + extra_lines(version, rule, before, o, c, per, packages, decimals)


def earning_line(version, rule, mark, line, rate):
    *place, _, excl, contributed = mark
    texts = [number(excl), "" if contributed is None else number(contributed)]
    parts = ["earning", rule["id"], str(version["version"]), *place, line["from"], *texts]
    names = ("application", "model", "market", "unit", "currency")
    return {
        **EMPTY,
        **dict(zip(names, place, strict=True)),
        "key": "|".join(parts),
        "kind": "earning",
        "rule": rule["id"],
        "version": version["version"],
        "clause": rule.get("clause"),
        "quantity": number(line["q"]),
        "base": number(line["b"]),
        "base_settlement": number(line["bs"]),
        "rate": rate,
        "exclusivity": texts[0],
        "contributions": None if contributed is None else texts[1],
        "share": line["share"],
        "exact": number(line["x"]),
        "fraction": line["x"],
        "buckets": sorted(line["ids"]),
    }


def extra_lines(version, rule, before, o, c, per, packages, decimals):
    found = []
    old, new = F(holding(rule, o)["rate"]), F(holding(rule, o + c)["rate"])
    if rule.get("tier_mode") == "volume" and rule.get("retroactive", True) and o != 0 and old != new:
        whole = rule.get("whole_packages", False)
        counted = packages(before["quantity"]) if whole else before["quantity"] / per
        found.append(
            ("tier_catch_up", (before["base"] if rule["charge"] == "percentage" else counted) * (new - old))
        )
    found.append(("flat_fee", flats(rule, o + c) - flats(rule, o)))
    mode = version.get("rounding", "half_even")
    return [
        {
            **EMPTY,
            "key": f"{kind}|{rule['id']}|{version['version']}||||||||",
            "kind": kind,
            "rule": rule["id"],
            "version": version["version"],
            "clause": rule.get("clause"),
            "exact": number(exact),
            "amount": money(round_half(exact, decimals, mode), decimals),
            "buckets": [],
        }
        for kind, exact in found
        if round_half(exact, decimals, mode)
    ]


def round_together(lines, decimals, mode):
    unit = F(1, 10**decimals)
    for line in lines:
        line["units"] = floor(abs(line["fraction"]) / unit) * (1 if line["fraction"] >= 0 else -1)
        line["cut off"] = line["fraction"] - line["units"] * unit
    total = round_half(sum(line["fraction"] for line in lines), decimals, mode)
    while sum(line["units"] for line in lines) * unit != total:
        sign = 1 if sum(line["units"] for line in lines) * unit < total else -1
        waiting = [line for line in lines if "given" not in line]
        lucky = min(waiting, key=lambda line: (-sign * line["cut off"], line["key"]))
        lucky["given"] = True
        lucky["units"] += sign
    for line in lines:
        line["amount"] = money(line["units"] * unit, decimals)
        for name in ("fraction", "units", "cut off", "given"):
            line.pop(name, None)


def touches(ranged, bucket):
    on, to = date.fromisoformat(bucket["from"]), ranged.get("to")
    return (
        all(ranged.get(name, "*") in ("*", bucket[name]) for name in ("application", "model", "market"))
        and date.fromisoformat(ranged["from"]) <= on
        and (to is None or on < date.fromisoformat(to))
    )


def exclusivity(version, bucket):
    return sum((F(g["uplift"]) for g in version.get("exclusivity", []) if touches(g, bucket)), F(0))


def ours(given, row):
    return (row["party"] == "partner") == (given["agreement"]["collected_by"] == "licensor")


def contributions(given, version, bucket):
    total = F(0)
    for row in given.get("contributions", []):
        if row.get("points") is not None and touches(row, bucket):
            total += F(row["points"]) if ours(given, row) else -F(row["points"])
    cap = version.get("contribution_points_cap")
    return total if cap is None else max(-F(cap), min(F(cap), total))


def credit_lines(given, terms, decimals):
    period, lines = given["period"], []
    for row in given.get("contributions", []):
        ended = row.get("to") is not None and row["to"] <= period["from"]
        if row.get("amount") is None or ended or row["from"] >= period["to"] or not F(row["amount"]):
            continue
        exact = F(row["amount"]) if ours(given, row) else -F(row["amount"])
        amount = round_half(exact, decimals, terms.get("rounding", "half_even"))
        key = f"contribution_credit|{row['id']}"
        lines.append(
            {**EMPTY, "key": key, "kind": "contribution_credit", "exact": number(exact), "buckets": []}
            | {"amount": money(amount, decimals)}
        )
    return lines
