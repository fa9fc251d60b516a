"""What could be read of an input, before its parts are checked against each other."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from settlements.engine.inputs import (
    Adjustment,
    Agreement,
    Bucket,
    Contribution,
    Counter,
    FxRate,
    Period,
    Version,
    Window,
)
from settlements.engine.members import Members

T = TypeVar("T")


@dataclass(slots=True)
class Rows(Generic[T]):
    """The rows of a list that could be read, each with its path; `whole` where that is all of them."""

    found: list[tuple[str, T]] = field(default_factory=list)
    whole: bool = True

    def values(self) -> tuple[T, ...]:
        return tuple(row for _, row in self.found)


@dataclass(slots=True)
class Draft:
    """None stands for a part that has faults of its own."""

    agreement: Agreement | None
    period: Period | None
    terms: Rows[Version]
    contributions: Rows[Contribution]
    adjustments: Rows[Adjustment]
    fx_rates: Rows[FxRate]
    usage: Rows[Bucket]
    counters: dict[str, Counter]
    window: Window


def read_rows(
    members: Members, name: str, read: Callable[[object, str], T | None], required: bool = False
) -> Rows[T]:
    """Every row of the list `name`, those with faults left out."""
    rows: Rows[T] = Rows()
    raw = members.list_of(name, required)
    for i, item in enumerate(raw):
        path = f"{name}[{i}]"
        row = read(item, path)
        if row is not None:
            rows.found.append((path, row))
    rows.whole = len(rows.found) == len(raw) and not (required and not isinstance(members.raw(name), list))
    return rows
