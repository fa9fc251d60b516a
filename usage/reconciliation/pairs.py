"""Two sides' figures beside each other: what they are about, how far apart, and what that means."""

from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from enum import StrEnum
from typing import NamedTuple

from usage.reconciliation.tolerance import Measure

EXACT = 80
"""Digits: more than any sum of rows has."""


class Verdict(StrEnum):
    """Of two figures beside each other."""

    AGREES = "agrees"
    WITHIN = "within"
    BEYOND = "beyond"
    NOT_JUDGED = "not_judged"
    NOT_COMPARED = "not_compared"


class Place(NamedTuple):
    """What figures are about; catalogue codes."""

    application: str
    model: str
    market: str
    unit: str

    @property
    def key(self) -> str:
        """In addresses and questions; no code holds the mark."""
        return "|".join(self)

    @classmethod
    def of_key(cls, key: str) -> "Place | None":
        """None for what is no key of a place."""
        parts = key.split("|")
        return cls(*parts) if len(parts) == len(cls._fields) and all(parts) else None


class Figure(NamedTuple):
    """One side's sums of a place and a currency, NO_CURRENCY where revenue was left out."""

    place: Place
    currency: str
    quantity: Decimal
    gross_revenue: Decimal
    deductions: Decimal


@dataclass(frozen=True, slots=True)
class Pair:
    """One measure on both sides; None where that side has nothing. `of`: its unit, or its currency.

    `apart`: how far apart, never negative; of a total the sum over its rows, so that differences in opposite
    directions do not hide each other. `limit`: what is tolerated, None where it is not judged. Not
    `compared`: the counter-figures leave it out.
    """

    measure: Measure
    of: str
    reported: Decimal | None
    countered: Decimal | None
    difference: Decimal
    apart: Decimal
    limit: Decimal | None
    compared: bool = True

    @property
    def beyond(self) -> bool:
        return self.compared and self.limit is not None and self.apart > self.limit

    @property
    def differs(self) -> bool:
        return self.compared and self.apart != 0

    @property
    def verdict(self) -> Verdict:
        if not self.compared:
            return Verdict.NOT_COMPARED
        if not self.apart:
            return Verdict.AGREES
        if self.limit is None:
            return Verdict.NOT_JUDGED
        return Verdict.BEYOND if self.beyond else Verdict.WITHIN

    @property
    def share(self) -> Decimal | None:
        """The difference relative to the reporter's figure, to a tenth of a per mille."""
        if not self.reported or not self.compared:
            return None
        with localcontext(prec=EXACT):
            return (self.difference / abs(self.reported)).quantize(Decimal("0.0001"))


@dataclass(frozen=True, slots=True)
class Row:
    """A place with its quantity, then its revenue and deductions by currency.

    `by_revenue`: the counter-figures say what it earned.
    """

    place: Place
    pairs: list[Pair]
    by_revenue: bool

    @property
    def beyond(self) -> bool:
        return any(pair.beyond for pair in self.pairs)

    @property
    def differs(self) -> bool:
        return any(pair.differs for pair in self.pairs)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rows in the order of places; totals by unit, then by currency. A total beyond is what counts."""

    rows: list[Row] = field(default_factory=list)
    totals: list[Pair] = field(default_factory=list)

    @property
    def beyond(self) -> list[Pair]:
        return [total for total in self.totals if total.beyond]
