"""Of a remittance request: what was asked for, what of it is held now, what is still due."""

from dataclasses import dataclass
from decimal import Decimal

from settlements.balances.read import HeldAmount, held_on, owed_of
from settlements.payouts.models import Remittance, RemittanceItem
from settlements.payouts.moved import with_statements


@dataclass(frozen=True, slots=True)
class Asked:
    """One statement of a request; `due` at most what was asked for, zero once the request is over."""

    item: RemittanceItem
    due: Decimal
    held: list[HeldAmount]


def what_is_due(remittance: Remittance) -> list[Asked]:
    """By statement number; read it under `lock_books` to post on it."""
    is_open = remittance.state == Remittance.State.REQUESTED
    return [
        Asked(
            item,
            max(min(item.amount, owed_of(item.statement.number)), Decimal(0)) if is_open else Decimal(0),
            held_on(item.statement.number) if is_open else [],
        )
        for item in with_statements(remittance.items.all())
    ]
