"""Sums of money: exact, however large."""

from collections.abc import Iterable
from decimal import Decimal

from settlements.engine.exact import exact_arithmetic


def total_of(amounts: Iterable[Decimal]) -> Decimal:
    with exact_arithmetic():
        return sum(amounts, Decimal(0))
