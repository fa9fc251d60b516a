"""How a payout's amount comes about: statement by statement, from the lines down to what it pays."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet, Sum

from settlements.balances.models import Account, Entry, JournalTransaction
from settlements.engine.exact import plain
from settlements.engine.result import RUNGS
from settlements.payouts.models import Payout, PayoutItem
from settlements.payouts.sums import total_of
from settlements.statements.models import Line, Statement

ZERO = Decimal(0)
CARRIED, DUE = "carried_forward", "due_now"
ABOVE_NET = tuple(rung for rung in RUNGS if rung not in ("net_due", DUE, CARRIED))
OF_LINES = ("earned", "contribution_credits")
"""The rungs that sum the lines (FORMULA section 7)."""
Cause = JournalTransaction.Cause


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung of the ladder (FORMULA section 7), by its name there."""

    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Of what was due, went elsewhere before: held for a dispute, or in another document; below zero."""

    reference: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Settled:
    """One item. `rungs` sum to `due`; `due`, `elsewhere` and `left` sum to `amount`. Amounts have the sign
    of the item: all are turned where it nets what the partner owes.

    `left`: what came free too late for this payout, below zero, or zero; above zero only while a payout
    waits that can no longer be approved. `others`: later payouts and requests with a part of the statement.
    """

    item: PayoutItem
    statement: Statement
    rungs: list[Rung]
    due: Decimal
    elsewhere: list[Elsewhere]
    left: Decimal
    others: list[str]
    amount: Decimal

    @property
    def is_part(self) -> bool:
        return self.amount != self.due

    @property
    def lines(self) -> QuerySet[Line]:
        """In the order of the statement."""
        return self.statement.lines.order_by("position")

    @property
    def lines_total(self) -> Decimal:
        return total_of(rung.amount for rung in self.rungs if rung.name in OF_LINES)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """`items` by statement number; their amounts sum to `amount`, the payout's."""

    payout: Payout
    items: list[Settled]
    amount: Decimal


def breakdown_of(payout: Payout) -> Breakdown:
    """Reads only. What does not add up is told by `breakdown_faults`, never hidden here."""
    rows = payout.items.select_related("statement__agreement", "statement__period")
    rows = rows.defer("statement__input_document").order_by("statement__number")
    items = [_settled(payout, item) for item in rows]
    return Breakdown(payout, items, total_of(each.amount for each in items))


def breakdown_faults(breakdown: Breakdown) -> Iterator[str]:
    """Sentences where it does not add up to the cent; nothing where it does."""
    payout = breakdown.payout
    if breakdown.amount != payout.amount:
        yield f"{payout}: its breakdown comes to {plain(breakdown.amount)}, not to {plain(payout.amount)}"
    for each in breakdown.items:
        number, owed = each.statement.number, each.amount < 0
        if total_of(rung.amount for rung in each.rungs) != each.due:
            yield f"{payout}: the ladder of {number} does not come to what was due, {plain(each.due)}"
        lines = each.statement.lines.aggregate(total=Sum("amount", default=ZERO))["total"]
        if _turned(lines, owed) != each.lines_total:
            yield f"{payout}: the lines of {number} sum to {plain(lines)}, not to what the ladder says"
        parts = [each.due, each.left, *(part.amount for part in each.elsewhere)]
        if total_of(parts) != each.amount:
            yield f"{payout}: the parts of {number} do not come to {plain(each.amount)}"
        # Approved, it was unpaid in full: nothing that was not due was paid.
        if payout.approved_at and _turned(each.left, owed) > 0:
            yield f"{payout}: {plain(each.left)} of {number} was not unpaid when it was approved"


def _settled(payout: Payout, item: PayoutItem) -> Settled:
    owed, statement = item.amount < 0, item.statement
    rungs = [Rung(each.name, _turned(each.amount, owed)) for each in _rungs(statement)]
    due = _turned(statement.due_now, owed)
    elsewhere = _elsewhere(payout, item)
    gone = total_of(each.amount for each in elsewhere)
    left = total_of([item.amount, due.copy_negate(), gone.copy_negate()])
    return Settled(item, statement, rungs, due, elsewhere, left, _others(item), item.amount)


def _rungs(statement: Statement) -> Iterator[Rung]:
    """Those other than zero that lead to what is due now; what is carried forward takes away from it."""
    ladder = statement.result_document["ladder"]
    for name in ABOVE_NET:
        if amount := Decimal(ladder[name]):
            yield Rung(name, amount)
    if carried := Decimal(ladder[CARRIED]):
        yield Rung(CARRIED, carried.copy_negate())


def _elsewhere(payout: Payout, item: PayoutItem) -> list[Elsewhere]:
    """What the journal took off the statement's open side before this payout did, by document.

    Until the approval where there was one; of a payout that waits, until now; of one cancelled before,
    until it was prepared.
    """
    # What is payable stands as a credit and is an item above zero; what is owed the other way round.
    account = Account.RECEIVABLE if item.amount < 0 else Account.PAYABLE
    rows = Entry.objects.filter(statement=item.statement.number, account=account)
    rows = rows.exclude(transaction__cause=Cause.STATEMENT_ISSUED).exclude(reference=payout.number)
    approval = JournalTransaction.objects.filter(subject=payout.number, cause=Cause.PAYOUT_APPROVED).first()
    if approval is not None:
        rows = rows.filter(transaction__lt=approval.pk)
    elif payout.state not in Payout.RUNNING:
        rows = rows.filter(transaction__posted_at__lte=payout.prepared_at)
    sums = rows.order_by("reference").values_list("reference").annotate(total=Sum("amount"))
    return [Elsewhere(reference, total.copy_negate()) for reference, total in sums if total]


def _others(item: PayoutItem) -> list[str]:
    states = [*Payout.RUNNING, Payout.State.PAID]
    later = PayoutItem.objects.filter(statement=item.statement_id, pk__gt=item.pk, payout__state__in=states)
    return list(later.order_by("pk").values_list("payout__number", flat=True))


def _turned(amount: Decimal, owed: bool) -> Decimal:
    return amount.copy_negate() if owed and amount else amount
