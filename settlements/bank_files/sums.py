"""Amounts of a file added up, exactly: Python's own `+` rounds to 28 digits."""

from collections.abc import Iterable
from decimal import Context, Decimal

_EXACT = Context(prec=60)


def exact_sum(amounts: Iterable[Decimal]) -> Decimal:
    total = Decimal(0)
    for amount in amounts:
        total = _EXACT.add(total, amount)
    return total
