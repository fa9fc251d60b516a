"""What is due for payment until a day, and what only later, by the terms of each statement's agreement."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from settlements.payouts.positions import Position
from settlements.payouts.sums import total_of
from settlements.statements.models import Statement
from settlements.statements.payment_due import payment_due


@dataclass(frozen=True, slots=True)
class DueDay:
    """What is free to be paid of one currency on one day; `day` is None where terms agree on none."""

    currency: str
    day: date | None
    amount: Decimal
    count: int


def due_until(found: Iterable[Position], until: date) -> list[Position]:
    """The positions with what is due after `until` moved from `ready` to `later`.

    What has no agreed day is due at once (settlements/statements/payment_due.py).
    """
    rows = list(found)
    numbers = [number for each in rows for number in each.ready]
    statements = Statement.objects.filter(number__in=numbers, version=1).order_by("number")
    statements = statements.select_related("agreement", "period").defer("input_document", "result_document")
    dues = {row.number: day for row in statements if (day := payment_due(row)) is not None}
    return [_split(each, dues, until) for each in rows]


def due_days(found: Iterable[Position]) -> list[DueDay]:
    """By currency and day, what has no day first; of positions as `due_until` gives them."""
    groups: dict[tuple[str, date | None], list[Decimal]] = defaultdict(list)
    for position in found:
        for number, amount in {**position.ready, **position.later}.items():
            groups[position.currency, position.due.get(number)].append(amount)
    ordered = sorted(groups.items(), key=lambda each: (each[0][0], each[0][1] or date.min))
    return [DueDay(code, day, total_of(amounts), len(amounts)) for (code, day), amounts in ordered]


def _split(position: Position, dues: dict[str, date], until: date) -> Position:
    ours = {number: dues[number] for number in position.ready if number in dues}
    later = {number: amount for number, amount in position.ready.items() if ours.get(number, until) > until}
    ready = {number: amount for number, amount in position.ready.items() if number not in later}
    return replace(position, ready=ready, later=later, due=ours)
