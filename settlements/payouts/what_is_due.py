"""Of a remittance request: what was asked for, what of it is held now, what is still due."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from settlements.balances.models import Account, Entry
from settlements.balances.read import HeldAmount, held_on, owed_of
from settlements.payouts.models import Remittance, RemittanceItem
from settlements.payouts.moved import with_statements
from settlements.payouts.sums import total_of

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Asked:
    """One statement of a request; `due` at most what was asked for and not received, zero once it is over."""

    item: RemittanceItem
    due: Decimal
    held: list[HeldAmount]
    received: Decimal


def what_is_due(remittance: Remittance) -> list[Asked]:
    """By statement number; read it under `lock_books` to post on it."""
    is_open, received = remittance.state == Remittance.State.REQUESTED, _received(remittance)
    found = []
    for item in with_statements(remittance.items.all()):
        number, due, held = item.statement.number, ZERO, []
        paid = received.get(number, ZERO)
        if is_open:
            due = max(min(total_of([item.amount, paid.copy_negate()]), owed_of(number)), ZERO)
            held = held_on(number)
        found.append(Asked(item, due, held, paid))
    return found


def _received(remittance: Remittance) -> dict[str, Decimal]:
    rows = Entry.objects.filter(reference=remittance.number, account=Account.RECEIVED).order_by()
    return dict(rows.values_list("statement").annotate(total=Sum("amount")))
