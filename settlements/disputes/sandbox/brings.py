"""What a recomputed statement means for the lines of a dispute."""

from dataclasses import dataclass
from decimal import Decimal

from settlements.disputes.models import Dispute, DisputedLine
from settlements.disputes.sandbox.recompute import Recomputed, RecomputedLine, sum_of_changes
from settlements.engine.exact import ZERO, exact_arithmetic
from settlements.statements.differences import Difference

LIMITS = ("guarantee_shortfall", "cap_reduction")
"""Rungs that take in what lines gain or lose; an adjustment comes after them."""


@dataclass(frozen=True, slots=True)
class DisputedChange:
    """`line` is None for the claim about what is no line."""

    row: DisputedLine
    line: RecomputedLine | None

    @property
    def amount(self) -> Decimal:
        """What the line comes to: what it came to when it was disputed, and what the facts change.

        So an outcome before this dispute stays in it.
        """
        with exact_arithmetic():
            return self.row.line_amount + (self.line.amounts.change if self.line else ZERO)


@dataclass(frozen=True, slots=True)
class Brings:
    """`others`: lines that change though nobody disputes them. `limits`: rungs that change with lines.

    `no_line`: the dispute's claim about what is no line, where it has one.
    """

    disputed: list[DisputedChange]
    others: list[RecomputedLine]
    limits: list[Difference]

    @property
    def no_line(self) -> DisputedLine | None:
        return next((each.row for each in self.disputed if each.line is None), None)

    @property
    def rest(self) -> Decimal:
        """What changes and stands on no disputed line."""
        with exact_arithmetic():
            return sum_of_changes(self.others) + sum((each.change for each in self.limits), ZERO)

    @property
    def has_rest(self) -> bool:
        return bool(self.others or self.limits)

    def amounts(self, *, with_rest: bool = False) -> dict[int, Decimal]:
        """For a proposal: id of each disputed line → what it comes to.

        `with_rest`: the claim that is no line takes the rest, where there is one.
        """
        found = {each.row.pk: each.amount for each in self.disputed}
        if with_rest and self.no_line is not None:
            found[self.no_line.pk] = self.rest
        return found


def brings_to(dispute: Dispute, recomputed: Recomputed) -> Brings:
    """Without its rest, the claim that is no line comes to nothing: no fact of the input is about it."""
    rows = dispute.lines.select_related("line").order_by("pk")
    disputed = [_change(row, recomputed) for row in rows]
    taken = {each.line.position for each in disputed if each.line}
    return Brings(
        disputed,
        [line for line in recomputed.differing if line.position is None or line.position not in taken],
        [rung for rung in map(recomputed.rung, LIMITS) if rung.change],
    )


def corrected_before(dispute: Dispute) -> list[tuple[int, Decimal]]:
    """Position of a disputed line → what outcomes and corrections before this dispute added to it."""
    with exact_arithmetic():
        return [
            (row.line.position, row.line_amount - row.line.amount)
            for row in dispute.lines.select_related("line").order_by("pk")
            if row.line and row.line_amount != row.line.amount
        ]


def _change(row: DisputedLine, recomputed: Recomputed) -> DisputedChange:
    return DisputedChange(row, recomputed.line_at(row.line.position) if row.line else None)
