"""Of a remittance request: what was asked for, what of it is held now, what is still due."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from settlements.balances.models import Account, Entry
from settlements.balances.read import HeldAmount, held_on, owed_of
from settlements.payouts.models import Remittance, RemittanceItem
from settlements.payouts.moved import with_statements

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Asked:
    """One statement of a request; `due` at most what was asked for, zero once the request is over."""

    item: RemittanceItem
    due: Decimal
    held: list[HeldAmount]
    received: Decimal


def what_is_due(remittance: Remittance) -> list[Asked]:
    """By statement number; read it under `lock_books` to post on it."""
    is_open, received = remittance.state == Remittance.State.REQUESTED, _received(remittance)
    return [
        Asked(
            item,
            max(min(item.amount, owed_of(item.statement.number)), ZERO) if is_open else ZERO,
            held_on(item.statement.number) if is_open else [],
            received.get(item.statement.number, ZERO),
        )
        for item in with_statements(remittance.items.all())
    ]


def _received(remittance: Remittance) -> dict[str, Decimal]:
    rows = Entry.objects.filter(reference=remittance.number, account=Account.RECEIVED).order_by()
    return dict(rows.values_list("statement").annotate(total=Sum("amount")))
