"""FORMULA.md computed the slow way: Fractions on the JSON document, bucket by bucket, no code of the engine.

`expected_result` answers a valid settlement-input/1 with its result, without steps and digest.
"""

from datetime import date, timedelta
from fractions import Fraction as F

from tests.settlements.engine.oracle_lines import credit_lines, rule_lines
from tests.settlements.engine.oracle_numbers import decimals_of, money, number, round_half


def expected_result(given: dict) -> dict:
    agreement, period = given["agreement"], given["period"]
    start, end = day(period["from"]), day(period["to"])
    ends = agreement.get("ends") and day(agreement["ends"])
    final = bool(ends) and ends <= end
    tail = bool(ends) and start >= ends
    currency = agreement["settlement_currency"]
    result = {
        "format": "settlement-result/1",
        "agreement": agreement["number"],
        "period": {"from": period["from"], "to": period["to"], "final": final},
        "direction": "payable" if agreement["collected_by"] == "licensor" else "receivable",
        "currency": currency,
        "lines": [],
        "unrated": [],
        "warnings": [],
        "errors": [],
        "ladder": None,
        "shares": None,
        "counters": {},
        "window": None,
    }
    versions = sorted(given["terms"], key=lambda version: version["from"])
    rows, result["errors"] = convert(given, versions)
    if result["errors"]:
        return result
    counters = {rule["id"]: {"quantity": F(0), "base": F(0)} for v in versions for rule in v["rate_rules"]}
    for rule_id, counter in given.get("counters", {}).items():
        counters[rule_id] = {name: F(counter.get(name, "0")) for name in ("quantity", "base")}
    rated_base = F(0)
    for row in rows:
        row["percentage"], row["per_unit"] = matching(row, "percentage"), matching(row, "per_unit")
        idle = not row["percentage"] and not row["per_unit"]
        if not idle:
            rated_base += row["base_s"]
        elif row["base"] or F(row["bucket"]["quantity"]):
            result["unrated"].append(row["bucket"]["id"])
        if row["per_unit"] and not row["percentage"] and row["base"]:
            result["warnings"].append({"code": "revenue_not_shared", "bucket": row["bucket"]["id"]})
    decimals = decimals_of(currency)
    lines = []
    for version in versions:
        for rule in version["rate_rules"]:
            mine = [row for row in rows if row["version"] is version and row[rule["charge"]] is rule]
            if mine:
                lines += rule_lines(given, version, rule, mine, counters, decimals)
    last = (min(end, ends) if ends else end) - timedelta(days=1)
    terms = next(v for v in versions if holds(v, last))
    if not tail:
        lines += credit_lines(given, terms, decimals)
    result["lines"] = sorted(lines, key=lambda line: line["key"])
    result["unrated"].sort()
    result["warnings"].sort(key=lambda warning: warning["bucket"])
    ladder, window = climb(given, terms, lines, end, final, tail, decimals)
    result["ladder"] = {rung: money(value, decimals) for rung, value in ladder.items()}
    result["window"] = {name: money(value, decimals) for name, value in window.items()}
    collector = round_half(rated_base, decimals, terms.get("rounding", "half_even")) - ladder["earned"]
    result["shares"] = {
        "beneficiary": money(ladder["earned"], decimals),
        "collector": money(collector, decimals),
    }
    result["counters"] = {
        rule_id: {name: number(value, None) for name, value in counter.items()}
        for rule_id, counter in counters.items()
    }
    return result


def convert(given: dict, versions: list[dict]) -> tuple[list[dict], list[dict]]:
    rows, errors = [], []
    for bucket in sorted(given["usage"], key=lambda bucket: bucket["id"]):
        version = next(v for v in versions if holds(v, day(bucket["from"])))
        base = F(bucket["gross_revenue"])
        if version["base"] == "net_revenue":
            base -= F(bucket.get("deductions", "0"))
        rate, wanted = fx_rate(given, version, bucket)
        if rate is None:
            named = {"bucket": bucket["id"], "currency": bucket["currency"], "date": wanted}
            errors.append({"code": "missing_fx_rate", **named})
        else:
            made = {"bucket": bucket, "version": version, "base": base, "fx": rate, "base_s": base * rate}
            rows.append(made)
    return rows, errors


def day(text: str) -> date:
    return date.fromisoformat(text)


def holds(ranged: dict, on: date) -> bool:
    return day(ranged["from"]) <= on and (ranged.get("to") is None or on < day(ranged["to"]))


def fx_rate(given: dict, version: dict, bucket: dict) -> tuple[F | None, str | None]:
    """The rate, and the day that was wanted."""
    if bucket["currency"] == given["agreement"]["settlement_currency"]:
        return F(1), None
    rates = {
        day(r["date"]): F(r["rate"]) for r in given.get("fx_rates", []) if r["currency"] == bucket["currency"]
    }
    first, end = day(given["period"]["from"]), day(given["period"]["to"])
    policy = version.get("fx_policy", "period_end")
    if policy == "period_average":
        dated = [rate for on, rate in rates.items() if first <= on < end]
        return (round_half(sum(dated) / len(dated), 15, "half_even") if dated else None), None
    wanted = end - timedelta(days=1) if policy == "period_end" else day(bucket["from"])
    near = [on for on in rates if wanted - timedelta(days=7) <= on <= wanted]
    return (rates[max(near)] if near else None), wanted.isoformat()


def matching(row: dict, charge: str) -> dict | None:
    bucket, found = row["bucket"], None
    for rule in row["version"]["rate_rules"]:
        named = [rule.get(name, "*") for name in ("application", "model", "market")]
        wanted = [bucket[name] for name in ("application", "model", "market")]
        if rule["charge"] != charge or (charge == "per_unit" and rule["unit"] != bucket["unit"]):
            continue
        if all(n in ("*", w) for n, w in zip(named, wanted, strict=True)):
            weight = [n != "*" for n in named]
            if found is None or weight > found[0]:
                found = (weight, rule)
    return found and found[1]


def climb(given, terms, lines, end, final, tail, decimals):
    opening = given.get("window", {})
    guarantee_earned, cap_earned, advance_balance = (
        F(opening.get(name, "0")) for name in ("guarantee_earned", "cap_earned", "advance_balance")
    )
    rounding = terms.get("rounding", "half_even")
    earned = sum((F(li["amount"]) for li in lines if li["kind"] != "contribution_credit"), F(0))
    credits = sum((F(li["amount"]) for li in lines if li["kind"] == "contribution_credit"), F(0))
    shortfall = reduction = recouped = withheld = F(0)
    guarantee, cap, advance = (terms.get(name) for name in ("minimum_guarantee", "cap", "advance"))
    if guarantee and not tail:
        months = {"period": range(1, 13), "quarter": (1, 4, 7, 10), "year": (1,)}[guarantee["per"]]
        if final or guarantee["per"] == "period" or (end.day == 1 and end.month in months):
            shortfall = max(F(0), F(guarantee["amount"]) - (guarantee_earned + earned))
    if cap and not tail:
        limit, so_far = F(cap["amount"]), earned + shortfall
        reduction = min(limit, cap_earned + so_far) - min(limit, cap_earned) - so_far
    if advance and not tail:
        due = max(F(0), earned + shortfall + reduction + credits)
        recouped = -round_half(
            min(advance_balance, F(advance.get("recoup_rate", "1")) * due), decimals, rounding
        )
    adjusted = sum((F(row["amount"]) for row in given.get("adjustments", [])), F(0))
    if given["agreement"]["collected_by"] == "licensor":
        taxed = max(F(0), earned + shortfall + reduction + credits + recouped + adjusted)
        withheld = -round_half(F(terms.get("withholding_rate", "0")) * taxed, decimals, rounding)
    balance = F(given.get("opening_balance", "0"))
    net = earned + shortfall + reduction + credits + recouped + adjusted + withheld + balance
    threshold = F(0) if final else F(terms.get("payout_threshold", "0"))
    due_now = F(0) if net <= 0 or net < threshold else net
    ladder = {
        "earned": earned,
        "guarantee_shortfall": shortfall,
        "cap_reduction": reduction,
        "contribution_credits": credits,
        "recoupment": recouped,
        "adjustments": adjusted,
        "withholding": withheld,
        "opening_balance": balance,
        "net_due": net,
        "due_now": due_now,
        "carried_forward": net - due_now,
    }
    window = {
        "guarantee_earned": guarantee_earned + earned,
        "cap_earned": cap_earned + earned + shortfall,
        "advance_balance": advance_balance + recouped,
    }
    return ladder, window
