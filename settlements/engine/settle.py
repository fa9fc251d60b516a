"""A settlement, from top to bottom as FORMULA reads."""

from typing import Any

from portal.money.currencies import exponent
from settlements.engine.bonuses import Bonuses
from settlements.engine.exact import ZERO, exact_arithmetic
from settlements.engine.fx import Exchange, MissingRate
from settlements.engine.inputs import Counter, SettlementInput, Version
from settlements.engine.invariants import assert_invariants
from settlements.engine.ladder import climb
from settlements.engine.lines import earning_lines
from settlements.engine.parse import parse_input
from settlements.engine.pricing import price_rule
from settlements.engine.result import Ladder, Line, Result, Shares
from settlements.engine.rounding import round_money
from settlements.engine.rule_lines import credit_lines, rule_lines
from settlements.engine.rules import Rating, Usage, rate_usage
from settlements.engine.terms_in_force import ladder_day, version_on


def settle_document(document: object) -> dict[str, Any]:
    """settlement-input/1 (JSON text or its value) to settlement-result/1; raises InvalidInput."""
    return settle(parse_input(document)).as_document()


def settle(given: SettlementInput) -> Result:
    """Settle one period of one agreement; without an exchange rate it says so and settles nothing."""
    with exact_arithmetic():
        decimals = exponent(given.agreement.settlement_currency)
        counters = {
            rule.id: given.counters.get(rule.id, Counter(ZERO, ZERO))
            for version in given.terms
            for rule in version.rate_rules
        }
        usage, missing = _convert(given)
        if missing:
            return Result(given, decimals, (), (), (), tuple(sorted(missing)), None, None, {})
        rating = rate_usage(usage, given.terms)
        lines = _rate(given, rating, counters, decimals)
        terms = version_on(given.terms, ladder_day(given.agreement, given.period))
        assert terms is not None
        lines += credit_lines(given, terms, decimals)
        lines.sort(key=lambda line: line.key)
        ladder = climb(given, terms, lines, decimals)
        result = Result(
            given=given,
            decimals=decimals,
            lines=tuple(lines),
            unrated=tuple(rating.unrated),
            revenue_not_shared=tuple(rating.revenue_not_shared),
            errors=(),
            ladder=ladder,
            shares=_share(ladder, rating, terms, decimals),
            counters=counters,
        )
        assert_invariants(result, rating.groups)
        return result


def _convert(given: SettlementInput) -> tuple[list[Usage], list[MissingRate]]:
    """Each bucket with its base in both currencies, under the version in force on its first day."""
    exchange = Exchange(given)
    usage: list[Usage] = []
    missing: list[MissingRate] = []
    for bucket in given.usage:
        version = version_on(given.terms, bucket.start)
        assert version is not None
        base = bucket.gross_revenue
        if version.base == "net_revenue":
            base -= bucket.deductions
        conversion = exchange.convert(version, bucket)
        if isinstance(conversion, MissingRate):
            missing.append(conversion)
        else:
            usage.append(Usage(bucket, version, base, base * conversion.rate, conversion))
    return usage, missing


def _rate(given: SettlementInput, rating: Rating, counters: dict[str, Counter], decimals: int) -> list[Line]:
    """The lines of every rule, version after version; `counters` move from opening to closing."""
    beneficiary = given.agreement.beneficiary
    bonuses = {row.number: Bonuses(row, given.contributions, beneficiary) for row in given.terms}
    lines: list[Line] = []
    for group in rating.groups:
        price = price_rule(group, counters[group.rule.id])
        counters[group.rule.id] = price.reading.after
        lines += earning_lines(group, price, bonuses[group.version.number], decimals)
        lines += rule_lines(group, price, decimals)
    return lines


def _share(ladder: Ladder, rating: Rating, terms: Version, decimals: int) -> Shares:
    """What the beneficiary earned, and what the collector keeps of the rated base."""
    earned = ladder["earned"]
    return Shares(earned, round_money(rating.rated_base, decimals, terms.rounding) - earned)
