"""Why a period came to more or less than the one before: the difference, in reasons that sum to it."""

from decimal import Decimal
from typing import Any

from settlements.engine.exact import exact_arithmetic, plain
from settlements.engine.result import RUNGS
from settlements.statements.change.factors import (
    NAMES,
    Factors,
    base_of,
    earned_by,
    factors_of,
    swapped,
)

Document = dict[str, Any]
BELOW_EARNED = RUNGS[1:8]
"""What leads from earned to net due; each is a reason of its own."""


def change_of(*, before: tuple[Document, Document], after: tuple[Document, Document]) -> Document:
    """`before`, `after`: settlement input and result of two periods of one agreement, without errors.

    `{"before", "after": net due, "reasons": [{"code", "amount"}]}`, amounts as plain strings; the reasons
    sum to the difference exactly. What was earned is taken apart by settling with one factor after the
    other swapped (`factors.NAMES`); the rest of it is `other`. Those of zero are left out.
    """
    ladders = before[1]["ladder"], after[1]["ladder"]
    with exact_arithmetic():
        reasons = _earned_reasons(before, after)
        reasons += [(rung, _difference(ladders, rung)) for rung in BELOW_EARNED]
    return {
        "before": ladders[0]["net_due"],
        "after": ladders[1]["net_due"],
        "reasons": [{"code": code, "amount": plain(amount)} for code, amount in reasons if amount],
    }


def _earned_reasons(
    before: tuple[Document, Document], after: tuple[Document, Document]
) -> list[tuple[str, Decimal]]:
    whole = _difference((before[1]["ladder"], after[1]["ladder"]), "earned")
    old, new = factors_of(*before), factors_of(*after)
    if old is None or new is None or _currency(before) != _currency(after):
        return [("other", whole)]
    steps = _steps(old, new, base_of(before[0], after[0]))
    return [*steps, ("other", whole - sum(amount for _name, amount in steps))]


def _steps(old: Factors, new: Factors, base: Document) -> list[tuple[str, Decimal]]:
    """None at all where one of the mixtures cannot be settled."""
    steps, mixed = [], old
    earned = earned_by(mixed, base)
    for name in NAMES:
        next_mixed = swapped(mixed, new, name)
        if next_mixed == mixed:
            continue
        now = earned_by(next_mixed, base)
        if earned is None or now is None:
            return []
        steps.append((name, now - earned))
        mixed, earned = next_mixed, now
    return steps


def _difference(ladders: tuple[Document, Document], rung: str) -> Decimal:
    return Decimal(ladders[1][rung]) - Decimal(ladders[0][rung])


def _currency(documents: tuple[Document, Document]) -> str:
    return documents[0]["agreement"]["settlement_currency"]
