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


def bars(amounts: Iterable[Decimal]) -> list[Bar]:
    """One bar for each amount, on one scale from zero."""
    return [pair.first for pair in paired_bars([(amount, Decimal(0)) for amount in amounts])]


def waterfall(steps: Iterable[tuple[Decimal, bool]]) -> list[Bar]:
    """Each step begins where the one before it ended; one that is a total (True) begins at zero."""
    spans, reached = [], Decimal(0)
    for amount, total in steps:
        begin, reached = (Decimal(0), amount) if total else (reached, reached + amount)
        spans.append(sorted((begin, reached)))
    low = min((span[0] for span in spans), default=Decimal(0))
    whole = max((span[1] for span in spans), default=Decimal(0)) - low

    def place(amount: Decimal) -> int:
        return int((amount - low) * WIDTH / whole) if whole else 0

    return [Bar(place(begin), place(end) - place(begin)) for begin, end in spans]
