"""What holds of every settlement (FORMULA section 11); the engine asserts it before it answers."""

from collections.abc import Sequence
from decimal import Decimal

from settlements.engine.exact import ZERO, sum_of
from settlements.engine.inputs import Counter, SettlementInput
from settlements.engine.ladder import EARNING_KINDS
from settlements.engine.result import Ladder, Line, Result, Shares
from settlements.engine.rules import RuleUsage, Usage

_SUMMED = (
    "earned guarantee_shortfall cap_reduction contribution_credits recoupment adjustments withholding "
    "opening_balance"
)


class BrokenInvariant(AssertionError):
    """The engine contradicts itself: a defect, never a fault of the input."""


def _hold(condition: bool, sentence: str) -> None:
    if not condition:
        raise BrokenInvariant(sentence)


def assert_invariants(result: Result, groups: Sequence[RuleUsage]) -> None:
    ladder, shares = result.ladder, result.shares
    assert ladder is not None
    assert shares is not None
    _lines_foot(result.lines, ladder, shares)
    _ladder_foots(result, ladder)
    _rated_once(groups)
    _counters_add_up(result.given, groups, result.counters)


def _lines_foot(lines: Sequence[Line], ladder: Ladder, shares: Shares) -> None:
    _hold(len({line.key for line in lines}) == len(lines), "line keys are unique")
    earned = sum_of(line.amount for line in lines if line.kind in EARNING_KINDS)
    _hold(earned == ladder["earned"] == shares.beneficiary, "lines foot to what is earned")
    credited = sum_of(line.amount for line in lines if line.kind == "contribution_credit")
    _hold(credited == ladder["contribution_credits"], "credits foot to their rung")


def _ladder_foots(result: Result, ladder: Ladder) -> None:
    rungs, window = ladder.rungs, result.given.window
    _hold(sum_of(rungs[name] for name in _SUMMED.split()) == rungs["net_due"], "the ladder foots")
    _hold(
        rungs["due_now"] + rungs["carried_forward"] == rungs["net_due"], "what is due or carried is net due"
    )
    _hold(rungs["due_now"] * rungs["carried_forward"] == 0, "nothing is both due and carried")
    _hold(rungs["due_now"] >= 0, "what is due is never negative")
    _hold(rungs["guarantee_shortfall"] >= 0, "a shortfall is never negative")
    _hold(0 <= -rungs["recoupment"] <= window.advance_balance, "recoupment never exceeds the balance")
    _hold(rungs["withholding"] <= 0, "withholding never adds")
    if result.direction == "receivable":
        _hold(rungs["withholding"] == 0, "a receivable is never withheld from")
    if result.given.is_tail:
        _hold(all(rungs[name] == 0 for name in _SUMMED.split()[:5]), "a tail earns nothing")


def _rated_once(groups: Sequence[RuleUsage]) -> None:
    rated = [(group.rule.charge, row.bucket.id) for group in groups for row in group.usage]
    _hold(len(set(rated)) == len(rated), "no bucket is rated twice by one kind")


def _counters_add_up(
    given: SettlementInput, groups: Sequence[RuleUsage], counters: dict[str, Counter]
) -> None:
    """Closing = opening + what this period's buckets add."""
    added: dict[str, list[Usage]] = {}
    units = {}
    for group in groups:
        added.setdefault(group.rule.id, []).extend(group.usage)
        units[group.rule.id] = group.rule.unit
    for rule_id, counter in counters.items():
        before = given.counters.get(rule_id, Counter(ZERO, ZERO))
        rows = added.get(rule_id, [])
        base: Decimal = sum((row.base_settlement for row in rows), start=before.base)
        counted = (row.bucket.quantity for row in rows if row.bucket.unit == units[rule_id])
        _hold(counter.base == base, "a counter's base is its opening and this period's")
        _hold(counter.quantity == sum(counted, start=before.quantity), "a counter's quantity likewise")
