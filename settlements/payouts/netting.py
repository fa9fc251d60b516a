"""What of a payout's items is paid in money, and what by netting what the partner owes."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from agreements.operations.operations_on import operations_on
from settlements.balances.models import Account
from settlements.balances.post import Posting
from settlements.engine.exact import exact_arithmetic
from settlements.payouts.models import PayoutItem
from settlements.payouts.positions import Position
from settlements.payouts.sums import total_of
from settlements.statements.models import Statement

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Part:
    """Of one statement to be paid: `cash` leaves the bank, `netted` is set against what the partner owes."""

    statement: Statement
    cash: Decimal
    netted: Decimal


def owed_to_net(payable: Position, receivable: Position | None) -> dict[str, Decimal]:
    """Statement → what of it the payout nets, where the agreements of both statements allow it.

    Whole statements, in their order, as long as something is left to be paid.
    """
    if receivable is None or not receivable.is_ready:
        return {}
    left = total_of(payable.ready[number] for number in _netting(payable.ready))
    found: dict[str, Decimal] = {}
    for number in _netting(receivable.ready):
        amount = receivable.ready[number]
        if amount < left and total_of([*found.values(), amount]) < payable.amount:
            found[number] = amount
            with exact_arithmetic():
                left -= amount
    return found


def parts_of(items: Iterable[PayoutItem]) -> list[Part]:
    """One for each statement that is paid, by number; the first ones take what is netted."""
    rows = sorted(items, key=lambda item: item.statement.number)
    left = total_of(item.amount.copy_abs() for item in rows if item.amount < 0)
    parts = []
    for item in rows:
        if item.amount > 0:
            netted = min(item.amount, left) if _nets(item.statement) else ZERO
            with exact_arithmetic():
                parts.append(Part(item.statement, item.amount - netted, netted))
                left -= netted
    return parts


def approval_entries(number: str, items: list[PayoutItem], *, back: bool = False) -> list[Posting]:
    """What an approval posts: netted both ways, the rest on its way to the bank; `back`: the reverse."""
    entries = []
    for part in parts_of(items):
        whole = total_of([part.cash, part.netted])
        entries += [
            (part.statement, Account.PAYABLE, whole),
            (part.statement, Account.NETTED, part.netted.copy_negate()),
            (part.statement, Account.IN_TRANSIT, part.cash.copy_negate()),
        ]
    for item in items:
        if item.amount < 0:
            entries += [
                (item.statement, Account.RECEIVABLE, item.amount),
                (item.statement, Account.NETTED, item.amount.copy_negate()),
            ]
    return [
        Posting(account, amount.copy_negate() if back else amount, row.agreement, row.number, number)
        for row, account, amount in entries
    ]


def _netting(ready: dict[str, Decimal]) -> list[str]:
    rows = Statement.objects.filter(number__in=ready, version=1).select_related("agreement", "period")
    rows = rows.defer("input_document", "result_document").order_by("number")
    return [row.number for row in rows if _nets(row)]


def _nets(statement: Statement) -> bool:
    return operations_on(statement.agreement, statement.period.from_date).netting
