"""Everything in which two results of one period differ."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from settlements.engine.exact import exact_arithmetic
from settlements.engine.result import RUNGS

Document = Mapping[str, Any]
FIGURES = ("quantity", "base", "base_settlement", "rate", "exclusivity", "contributions", "share", "amount")
"""Of a line, what may differ where the key is the same; all else is in the key or is how it was computed."""

# The database keeps the members of a document in an order of its own.
WINDOW = ("guarantee_earned", "cap_earned", "advance_balance")
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Difference:
    """Two numbers under one name."""

    name: str
    old: Decimal
    new: Decimal

    @property
    def change(self) -> Decimal:
        with exact_arithmetic():
            return self.new - self.old

    @classmethod
    def of(cls, name: str, old: Document, new: Document) -> "Difference":
        return cls(name, Decimal(old[name]), Decimal(new[name]))


@dataclass(frozen=True, slots=True)
class LineDifference:
    """A line of either or both; `position` counts from 1 in its own document."""

    key: str
    old: Document | None
    new: Document | None
    old_position: int | None
    new_position: int | None

    @property
    def kind(self) -> str:
        """added, removed or changed."""
        return "added" if self.old is None else "removed" if self.new is None else "changed"

    @property
    def line(self) -> Document:
        return self.new or self.old or {}

    @property
    def amounts(self) -> Difference:
        old, new = (Decimal(line["amount"]) if line else ZERO for line in (self.old, self.new))
        return Difference("amount", old, new)


@dataclass(frozen=True, slots=True)
class Differences:
    """`rungs` and `window` name all there are, `counters` those that differ."""

    rungs: list[Difference]
    lines: list[LineDifference]
    counters: list[tuple[str, str, Difference]]
    window: list[Difference]

    @property
    def any(self) -> bool:
        figures = [*self.rungs, *self.window]
        return bool(self.lines or self.counters or any(each.change for each in figures))


def differences(old: Document, new: Document) -> Differences:
    """Of two settlement results (FORMULA section 10), neither of them with errors.

    A counter that is absent is zero: later versions of the terms add rules that never counted.
    """
    return Differences(
        rungs=[Difference.of(name, old["ladder"], new["ladder"]) for name in RUNGS],
        lines=list(_lines(old["lines"], new["lines"])),
        counters=list(_counters(old["counters"], new["counters"])),
        window=[Difference.of(name, old["window"], new["window"]) for name in WINDOW],
    )


def _lines(old: list[Document], new: list[Document]) -> Iterator[LineDifference]:
    before = {line["key"]: (at, line) for at, line in enumerate(old, start=1)}
    after = {line["key"]: (at, line) for at, line in enumerate(new, start=1)}
    for key in sorted({*before, *after}):
        old_at, old_line = before.get(key, (None, None))
        new_at, new_line = after.get(key, (None, None))
        if old_line is None or new_line is None or _figures(old_line) != _figures(new_line):
            yield LineDifference(key, old_line, new_line, old_at, new_at)


def _figures(line: Document) -> list[Any]:
    return [line.get(name) for name in FIGURES]


def _counters(old: Document, new: Document) -> Iterator[tuple[str, str, Difference]]:
    for rule in sorted({*old, *new}):
        for metric in ("base", "quantity"):
            values = [Decimal(each.get(rule, {}).get(metric, "0")) for each in (old, new)]
            if values[0] != values[1]:
                yield rule, metric, Difference(rule, *values)
