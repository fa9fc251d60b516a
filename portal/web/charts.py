"""Small charts as coordinates for SVG: shapes only, words and figures stand beside them in HTML."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Bar:
    """From `x`, `width` wide, of WIDTH."""

    x: int
    width: int


@dataclass(frozen=True, slots=True)
class PairedBar:
    """Two amounts over each other; `zero` is where both begin."""

    first: Bar
    second: Bar
    zero: int


def paired_bars(pairs: Iterable[tuple[Decimal, Decimal]]) -> list[PairedBar]:
    """The pairs on one scale, amounts below zero to the other side of it."""
    rows = list(pairs)
    amounts = [Decimal(0), *(amount for row in rows for amount in row)]
    low, span = min(amounts), max(amounts) - min(amounts)

    def place(amount: Decimal) -> int:
        return int((amount - low) * WIDTH / span) if span else 0

    def bar(amount: Decimal) -> Bar:
        begin, end = sorted((place(Decimal(0)), place(amount)))
        return Bar(begin, end - begin)

    return [PairedBar(bar(first), bar(second), place(Decimal(0))) for first, second in rows]
