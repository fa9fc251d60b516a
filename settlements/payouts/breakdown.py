"""What a payout settles, to the cent: each statement from its lines down to what of it is in the payout."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum

from settlements.balances.read import HeldAmount, held_on
from settlements.balances.verify_books import Discrepancy, row
from settlements.engine.exact import plain
from settlements.payouts.models import Payout, PayoutItem
from settlements.payouts.moved import with_statements
from settlements.payouts.sums import total_of
from settlements.statements.models import Line, Statement
from settlements.statements.rung_sentences import rung_name

EARNED = "earned"
RUNGS = (
    *("guarantee_shortfall", "cap_reduction", "contribution_credits", "recoupment", "adjustments"),
    *("withholding", "opening_balance"),
)
"""Between what was earned and the net due (FORMULA section 7)."""
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Settled:
    """One statement: `lines` came to `earned`, `rungs` (those not zero) lead on to `due_now`, of which
    `elsewhere` is not in this payout: `others` are payouts with a part of it, `held` is held now.

    `carried` went on to the next statement. All amounts have the sign they have for who is paid: of a
    statement that the partner owes, and that is netted, they are negative.
    """

    item: PayoutItem
    lines: int
    earned: Decimal
    rungs: dict[str, Decimal]
    carried: Decimal
    due_now: Decimal
    others: list[PayoutItem] = field(default_factory=list)
    held: list[HeldAmount] = field(default_factory=list)

    @property
    def elsewhere(self) -> Decimal:
        return total_of([self.item.amount, self.due_now.copy_negate()])

    @property
    def carried_out(self) -> Decimal:
        return self.carried.copy_negate()

    @property
    def rungs_named(self) -> list[tuple[str, Decimal]]:
        return [(rung_name(name), amount) for name, amount in self.rungs.items()]

    @property
    def comes_to(self) -> Decimal:
        """From the lines down; the item's own amount, or the statement is not what it says."""
        parts = [self.earned, *self.rungs.values(), self.carried_out, self.elsewhere]
        return total_of(parts)


def breakdown_of(payout: Payout) -> list[Settled]:
    """By statement number; what they come to is the payout's amount."""
    items = with_statements(payout.items.all())
    pks = [item.statement_id for item in items]
    ladders = dict(Statement.objects.filter(pk__in=pks).values_list("pk", "result_document__ladder"))
    credit = Q(kind=Line.Kind.CONTRIBUTION_CREDIT)
    lines = Line.objects.filter(statement__in=pks).exclude(credit).order_by().values("statement")
    sums = {each["statement"]: each for each in lines.annotate(count=Count("pk"), total=Sum("amount"))}
    others = defaultdict(list)
    standing = PayoutItem.objects.filter(statement__in=pks).exclude(payout=payout)
    states = [*Payout.RUNNING, Payout.State.PAID]
    for each in standing.filter(payout__state__in=states).select_related("payout").order_by("pk"):
        others[each.statement_id].append(each)
    return [
        _settled(item, ladders[item.statement_id], sums.get(item.statement_id), others[item.statement_id])
        for item in items
    ]


def _settled(
    item: PayoutItem, ladder: dict[str, str], lines: dict[str, Any] | None, others: list[PayoutItem]
) -> Settled:
    def signed(amount: Decimal) -> Decimal:
        return amount.copy_negate() if item.amount < 0 and amount else amount

    rungs = {name: signed(Decimal(ladder[name])) for name in RUNGS if Decimal(ladder[name])}
    return Settled(
        item=item,
        lines=lines["count"] if lines else 0,
        earned=signed(lines["total"] if lines else Decimal(0)),
        rungs=rungs,
        carried=signed(Decimal(ladder["carried_forward"])),
        due_now=signed(Decimal(ladder["due_now"])),
        others=others,
        held=held_on(item.statement.number),
    )


def check_breakdowns() -> Iterator[Discrepancy]:
    """Every payout is, to the last digit, what its statements' lines and ladders lead to."""
    for payout in Payout.objects.select_related("partner").order_by("pk").iterator(CHUNK):
        settled = breakdown_of(payout)
        for each in settled:
            if each.comes_to != each.item.amount:
                sentence = (
                    f"{payout}: the lines of {each.item.statement.number} lead to {plain(each.comes_to)}, "
                    f"not to {plain(each.item.amount)}"
                )
                yield Discrepancy("breakdowns", row("payout", payout.pk), sentence)
        if total_of(each.comes_to for each in settled) != payout.amount:
            yield Discrepancy("breakdowns", row("payout", payout.pk), f"{payout} is not what it settles")
