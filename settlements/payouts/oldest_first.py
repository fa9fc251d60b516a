"""What arrived, laid on what is due: the oldest statement first."""

from collections.abc import Iterable
from decimal import Decimal

from settlements.engine.exact import exact_arithmetic
from settlements.payouts.what_is_due import Asked
from settlements.statements.models import Statement


def oldest_first(amount: Decimal, parts: Iterable[Asked]) -> list[tuple[Statement, Decimal]]:
    """Each statement that gets something, by its period, then its number; what is left over is in none."""
    rows = sorted(parts, key=lambda part: (part.item.statement.period.to_date, part.item.statement.number))
    left, found = amount, []
    with exact_arithmetic():
        for part in rows:
            taken = min(part.due, left)
            if taken > 0:
                found.append((part.item.statement, taken))
                left -= taken
    return found
