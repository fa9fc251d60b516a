"""What is unpaid, by currency and the day it is due."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from settlements.payouts.dates import today
from settlements.payouts.positions import Position
from settlements.payouts.sums import total_of


@dataclass(frozen=True, slots=True)
class DueGroup:
    """What is unpaid and in no payout, of one currency and day. `day` None: the agreements name none."""

    currency: str
    day: date | None
    is_due: bool
    amount: Decimal
    statements: int
    partners: int


def due_groups(found: Iterable[Position]) -> list[DueGroup]:
    """By currency and day, what is due at once first."""
    now = today()
    amounts: dict[tuple[str, date | None], list[Decimal]] = defaultdict(list)
    partners: dict[tuple[str, date | None], set[int]] = defaultdict(set)
    for position in found:
        for number, amount in position.free.items():
            group = (position.currency, position.due_dates.get(number))
            amounts[group].append(amount)
            partners[group].add(position.partner.pk)
    return [
        DueGroup(
            currency,
            day,
            day is None or day <= now,
            total_of(amounts[currency, day]),
            len(amounts[currency, day]),
            len(partners[currency, day]),
        )
        for currency, day in sorted(amounts, key=lambda group: (group[0], group[1] or date.min))
    ]
