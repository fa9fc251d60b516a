"""Of a remittance request: what was asked for, what of it is held now, what arrived, what is still due."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from settlements.balances.models import Account, Entry
from settlements.balances.read import HeldAmount, held_on, owed_of
from settlements.engine.exact import exact_arithmetic
from settlements.payouts.models import Remittance, RemittanceItem
from settlements.payouts.moved import with_statements
from settlements.payouts.sums import total_of

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Asked:
    """One statement of a request; `due` at most what was asked for and did not arrive yet, zero once the
    request is over.
    """

    item: RemittanceItem
    due: Decimal
    held: list[HeldAmount]
    received: Decimal


def what_is_due(remittance: Remittance) -> list[Asked]:
    """By statement number; read it under `lock_books` to post on it."""
    is_open, received = remittance.state == Remittance.State.REQUESTED, _received(remittance)
    parts = []
    for item in with_statements(remittance.items.all()):
        number = item.statement.number
        arrived = received.get(number, ZERO)
        parts.append(
            Asked(
                item,
                _due(item.amount, arrived, owed_of(number)) if is_open else ZERO,
                held_on(number) if is_open else [],
                arrived,
            )
        )
    return parts


def still_due(remittance: Remittance) -> Decimal:
    """Of all its statements; zero once the request is over."""
    return total_of(part.due for part in what_is_due(remittance))


def _due(asked: Decimal, arrived: Decimal, owed: Decimal) -> Decimal:
    with exact_arithmetic():
        return max(min(asked - arrived, owed), ZERO)


def _received(remittance: Remittance) -> dict[str, Decimal]:
    rows = Entry.objects.filter(reference=remittance.number, account=Account.RECEIVED).order_by()
    return dict(rows.values_list("statement").annotate(total=Sum("amount")))
