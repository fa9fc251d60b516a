"""The lines of a rule that belong to no bucket: catch-up and flat fees; and the credits (FORMULA 4, 6)."""

from collections.abc import Iterator
from decimal import Decimal

from settlements.engine.exact import ONE, ZERO, plain, shown_quotient
from settlements.engine.explain import Step, step
from settlements.engine.inputs import Contribution, Rounding, SettlementInput, Version
from settlements.engine.pricing import Price
from settlements.engine.result import Line, LineKind
from settlements.engine.rounding import money, round_units
from settlements.engine.rules import RuleUsage
from settlements.engine.tiers import flat_fees, package_count, tier_of


def rule_lines(group: RuleUsage, price: Price, decimals: int) -> Iterator[Line]:
    """Those of amount zero are left out."""
    for line in (_tier_catch_up(group, price, decimals), _flat_fee(group, price, decimals)):
        if line is not None and line.amount:
            yield line


def credit_lines(given: SettlementInput, ladder_terms: Version, decimals: int) -> Iterator[Line]:
    """A fixed amount in every period the contribution touches: + the beneficiary's, − the collector's."""
    period = given.period
    for row in given.contributions:
        touches = row.start < period.end and (row.end is None or period.start < row.end)
        if row.amount and touches and not given.is_tail:
            yield _credit(row, row.party == given.agreement.beneficiary, ladder_terms.rounding, decimals)


def _tier_catch_up(group: RuleUsage, price: Price, decimals: int) -> Line | None:
    """What was counted before, at the new tier's rate instead of the old one's."""
    rule, reading = group.rule, price.reading
    if rule.tier_mode != "volume" or not rule.retroactive or not reading.opening:
        return None
    old = tier_of(rule.tiers, reading.opening).rate
    new = tier_of(rule.tiers, reading.closing).rate
    per = ONE
    if rule.charge == "percentage":
        counted = reading.before.base
    elif rule.whole_packages:
        counted = package_count(reading.before.quantity, rule.per)
    else:
        counted, per = reading.before.quantity, rule.per
    formula = "counted_before ÷ per × (rate_closing − rate_opening)"
    inputs = {
        "counted_before": plain(counted),
        "per": plain(per),
        "rate_closing": plain(new),
        "rate_opening": plain(old),
    }
    exact = counted * (new - old), per
    made = step("exact", formula, inputs, shown_quotient(*exact))
    return _rule_line("tier_catch_up", group, exact, [*price.steps[:2], made], decimals)


def _flat_fee(group: RuleUsage, price: Price, decimals: int) -> Line | None:
    rule, reading = group.rule, price.reading
    closing, opening = flat_fees(rule, reading.closing), flat_fees(rule, reading.opening)
    if closing == opening:
        return None
    exact = closing - opening, ONE
    inputs = {"flat_at_closing": plain(closing), "flat_at_opening": plain(opening)}
    made = step("exact", "flat_at_closing − flat_at_opening", inputs, shown_quotient(*exact))
    return _rule_line("flat_fee", group, exact, [*price.steps[:2], made], decimals)


def _rule_line(
    kind: LineKind, group: RuleUsage, exact: tuple[Decimal, Decimal], steps: list[Step], decimals: int
) -> Line:
    amount, text, rounded = _round_alone(exact, group.version.rounding, decimals)
    return Line(
        key=f"{kind}|{group.rule.id}|{group.version.number}||||||||",
        kind=kind,
        rule=group.rule.id,
        version=group.version.number,
        clause=group.rule.clause,
        exact=text,
        amount=amount,
        steps=[*steps, rounded],
    )


def _credit(row: Contribution, ours: bool, rounding: Rounding, decimals: int) -> Line:
    granted = row.amount or ZERO
    exact = (granted if ours else -granted), ONE
    amount, text, rounded = _round_alone(exact, rounding, decimals)
    inputs = {"party": row.party, "amount": plain(granted)}
    made = step("exact", "amount" if ours else "−amount", inputs, text)
    return Line(
        key=f"contribution_credit|{row.id}",
        kind="contribution_credit",
        exact=text,
        amount=amount,
        steps=[made, rounded],
    )


def _round_alone(
    exact: tuple[Decimal, Decimal], rounding: Rounding, decimals: int
) -> tuple[Decimal, str, Step]:
    """The rounded amount, the exact one as printed, and the step between them."""
    amount = round_units(*exact, decimals, rounding).scaleb(-decimals)
    text = shown_quotient(*exact)
    inputs = {"exact": text, "rounding": rounding, "decimals": str(decimals)}
    return amount, text, step("rounding", "round(exact)", inputs, money(amount, decimals))
