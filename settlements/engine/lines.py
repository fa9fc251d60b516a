"""The earning lines of one rule of one version, rounded together (FORMULA sections 5 and 8)."""

from decimal import Decimal

from settlements.engine.bonuses import Bonuses
from settlements.engine.charges import Charge, Draft, PercentageCharges, UnitCharges
from settlements.engine.exact import shown, shown_quotient, sum_of
from settlements.engine.explain import Step, step
from settlements.engine.inputs import Version
from settlements.engine.pricing import Price
from settlements.engine.result import Line, Place
from settlements.engine.rounding import money, money_text, round_together
from settlements.engine.rules import RuleUsage


def earning_lines(group: RuleUsage, price: Price, bonuses: Bonuses, decimals: int) -> list[Line]:
    """In order of key, which is also the order in which ties for a missing minor unit are broken."""
    percentage = group.rule.charge == "percentage"
    drafts = {_key(group, draft): draft for draft in _gather(group, bonuses)}
    keys = sorted(drafts)
    charges = PercentageCharges(price) if percentage else UnitCharges(group.rule, price)
    charged = [charges.charge(drafts[key]) for key in keys]
    rounded = _round_group(charged, charges.denominator, decimals, group.version)
    return [
        _line(group, key, drafts[key], charge, price, amount)
        for key, charge, amount in zip(keys, charged, rounded, strict=True)
    ]


def _gather(group: RuleUsage, bonuses: Bonuses) -> list[Draft]:
    """One draft for the buckets that agree in place, fx rate, exclusivity and contributions."""
    percentage = group.rule.charge == "percentage"
    drafts: dict[tuple[Place, str, str, str], Draft] = {}
    for usage in group.usage:
        bucket = usage.bucket
        exclusivity, contributions = bonuses.of(bucket)
        place = Place(bucket.application, bucket.model, bucket.market, bucket.unit, bucket.currency)
        points = contributions.mark if percentage else ""
        mark = (place, usage.conversion.text, exclusivity.mark, points)
        if mark in drafts:
            drafts[mark].add(usage, exclusivity, contributions)
        else:
            drafts[mark] = Draft.begin(place, usage, exclusivity, contributions)
    for draft in drafts.values():
        draft.base_settlement_text = shown(draft.base_settlement)
    return list(drafts.values())


def _key(group: RuleUsage, draft: Draft) -> str:
    place = draft.place
    contributions = draft.contributions.text if group.rule.charge == "percentage" else ""
    return (
        f"earning|{group.rule.id}|{group.version.number}|{place.application}|{place.model}|{place.market}"
        f"|{place.unit}|{place.currency}|{draft.earliest}|{draft.exclusivity.text}|{contributions}"
    )


def _round_group(
    charged: list[Charge], denominator: Decimal, decimals: int, version: Version
) -> list[tuple[Decimal, list[Step]]]:
    """The sum is rounded; each line is cut toward zero and may be given one of the units still missing."""
    numerators = [charge.numerator for charge in charged]
    cut, given = round_together(numerators, denominator, decimals, version.rounding)
    total = (sum_of(cut) + sum(given)).scaleb(-decimals)
    inputs = {
        "exact_of_all_lines": shown_quotient(sum_of(numerators), denominator),
        "rounding": version.rounding,
        "decimals": str(decimals),
    }
    together = step("rounding_together", "round(exact_of_all_lines)", inputs, money(total, decimals))
    units = {unit: money(Decimal(unit).scaleb(-decimals), decimals) for unit in (-1, 0, 1)}
    rounded = []
    for charge, whole, unit in zip(charged, cut, given, strict=True):
        amount = whole.scaleb(-decimals)
        amount_text = cut_text = money_text(amount)
        if unit:
            amount = (whole + unit).scaleb(-decimals)
            amount_text = money_text(amount)
        line_inputs = {"exact": charge.exact, "cut": cut_text, "unit": units[unit]}
        rounded.append((amount, [together, step("rounding", "cut + unit", line_inputs, amount_text)]))
    return rounded


def _line(
    group: RuleUsage,
    key: str,
    draft: Draft,
    charge: Charge,
    price: Price,
    rounded: tuple[Decimal, list[Step]],
) -> Line:
    percentage = group.rule.charge == "percentage"
    base, base_settlement = shown(draft.base), draft.base_settlement_text
    amount, rounding_steps = rounded
    return Line(
        key=key,
        kind="earning",
        rule=group.rule.id,
        version=group.version.number,
        clause=group.rule.clause,
        place=draft.place,
        quantity=shown(draft.quantity),
        base=base,
        base_settlement=base_settlement,
        rate=price.rate,
        exclusivity=draft.exclusivity.text,
        contributions=draft.contributions.text if percentage else None,
        share=charge.share,
        exact=charge.exact,
        amount=amount,
        buckets=tuple(sorted(draft.buckets)),
        steps=[
            *_base_steps(group.version, draft, base, base_settlement),
            *price.steps,
            *charge.steps,
            *rounding_steps,
        ],
    )


def _base_steps(version: Version, draft: Draft, base: str, base_settlement: str) -> list[Step]:
    gross = shown(draft.gross_revenue)
    if version.base == "net_revenue":
        net = {"gross_revenue": gross, "deductions": shown(draft.deductions)}
        first = step("base", "gross_revenue − deductions", net, base)
    else:
        first = step("base", "gross_revenue", {"gross_revenue": gross}, base)
    inputs = {"base": base, "fx_rate": draft.conversion.text, **draft.rate_source()}
    return [first, step("fx", "base × fx_rate", inputs, base_settlement)]
