"""What a payout consists of: statement by statement, from the sum of its lines to what it pays of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from settlements.engine.exact import exact_arithmetic, plain
from settlements.engine.result import RUNGS
from settlements.payouts.models import Payout, PayoutItem
from settlements.payouts.moved import with_statements
from settlements.payouts.sums import total_of
from settlements.payouts.taken_of import Act, Taken, acts_on, left_open, prepared_after, taken_in
from settlements.statements.models import Line, Statement

LINES = "lines"
OF_THE_LINES = ("earned", "contribution_credits")
"""The rungs that are sums of lines."""
STEPS = tuple(rung for rung in RUNGS[:8] if rung not in OF_THE_LINES)
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Step:
    """`name`: LINES, the sum of the statement's lines, or the rung of FORMULA section 7."""

    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class ItemBreakdown:
    """One statement of a payout. All amounts but `item.amount` have the signs of the statement.

    `steps` sum to `due`. `elsewhere`: what of it was held, or settled by an earlier document, when the payout
    was prepared. `later`: what other documents settled of it since. `unpaid`: what neither is held nor in any
    payout by now, and is not this payout's.
    """

    item: PayoutItem
    steps: list[Step]
    due: Decimal
    elsewhere: list[Taken]
    later: list[Taken]
    held_now: list[Taken]
    unpaid: Decimal

    @property
    def statement(self) -> Statement:
        return self.item.statement

    @property
    def is_netted(self) -> bool:
        """Owed the other way, so that it lowers the payout."""
        return self.item.amount < 0

    @property
    def amount(self) -> Decimal:
        """What the steps, less what is elsewhere, come to: the item's amount."""
        with exact_arithmetic():
            left = total_of(step.amount for step in self.steps) - total_of(
                each.amount for each in self.elsewhere
            )
        return left.copy_negate() if self.is_netted else left


@dataclass(frozen=True, slots=True)
class Breakdown:
    """`items`, by statement number, sum to the payout's amount. `faults`: sentences where they do not."""

    payout: Payout
    items: list[ItemBreakdown]

    @property
    def amount(self) -> Decimal:
        return total_of(each.amount for each in self.items)

    @property
    def faults(self) -> list[str]:
        return list(_faults(self))


def breakdown_of(payout: Payout) -> Breakdown:
    """As the payout was prepared, whatever became of it; what happened since stands beside.

    Reads the first version of each statement: that one was posted. Writes nothing, and raises nothing where
    rows do not agree: `check_breakdowns` names it.
    """
    items = with_statements(payout.items.all())
    statements = [item.statement_id for item in items]
    rows = Statement.objects.filter(pk__in=statements).order_by()
    ladders = dict(rows.values_list("pk", "result_document__ladder"))
    lines = Line.objects.filter(statement__in=statements).order_by().values_list("statement")
    sums = dict(lines.annotate(total=Sum("amount")))
    acts = acts_on([item.statement.number for item in items])
    return Breakdown(
        payout,
        [
            _item(
                payout,
                item,
                _steps(ladders[item.statement_id], sums.get(item.statement_id, ZERO)),
                acts.get(item.statement.number, []),
            )
            for item in items
        ],
    )


def _steps(ladder: dict[str, str], lines: Decimal) -> list[Step]:
    """The lines, and each rung that is not zero."""
    rungs = [Step(rung, Decimal(ladder[rung])) for rung in STEPS]
    return [Step(LINES, lines), *(step for step in rungs if step.amount)]


def _item(payout: Payout, item: PayoutItem, steps: list[Step], acts: list[Act]) -> ItemBreakdown:
    before = prepared_after(acts, item, payout)
    since = [each for each in taken_in(acts[before:]) if each.reference != payout.number]
    own = any(each.reference == payout.number for each in taken_in(acts))
    waits = not own and payout.state in Payout.RUNNING
    with exact_arithmetic():
        unpaid = left_open(acts) - (item.amount.copy_abs() if waits else ZERO)
    return ItemBreakdown(
        item=item,
        steps=steps,
        due=item.statement.due_now,
        elsewhere=taken_in(acts[:before]),
        later=[each for each in since if not each.held and each.amount > 0],
        held_now=[each for each in taken_in(acts) if each.held],
        unpaid=max(unpaid, ZERO),
    )


def _faults(breakdown: Breakdown) -> Iterator[str]:
    payout = breakdown.payout
    for each in breakdown.items:
        number, steps = each.statement.number, total_of(step.amount for step in each.steps)
        if steps != each.due:
            yield f"{payout}: the steps of {number} come to {plain(steps)}, but {plain(each.due)} is due"
        if each.amount != each.item.amount:
            told = f"the breakdown of {number} comes to {plain(each.amount)}"
            yield f"{payout}: {told}, not to the {plain(each.item.amount)} that is paid"
    if breakdown.amount != payout.amount:
        yield f"{payout}: its breakdown comes to {plain(breakdown.amount)}, not to {plain(payout.amount)}"
