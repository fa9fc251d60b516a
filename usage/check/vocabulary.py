"""The words a column may hold, as DuckDB enums: a cast is the lookup, and its position leads to the code."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb

from usage.archive.duck import listing, text
from usage.check.canonical import BY_DEPLOYMENT, DIMENSIONS
from usage.check.rules import CheckRules

NEVER = "chr(0) || chr(0)"
"""A word no file can hold, first in each enum: an enum may not be empty."""


@dataclass(frozen=True)
class Words:
    """The spellings of one column and the codes they stand for, sorted: a row keeps the place of its code."""

    column: str
    spellings: Mapping[str, str]
    codes: tuple[str, ...]

    @property
    def places(self) -> dict[str, int]:
        return {code: place for place, code in enumerate(self.codes)}

    def create(self, connection: duckdb.DuckDBPyConnection) -> None:
        words = ", ".join([NEVER, *map(text, self.spellings)])
        connection.execute(f"CREATE TYPE {self.column}_words AS ENUM (SELECT unnest([{words}]))")

    def known(self, cell: str) -> str:
        """SQL: the word, or NULL."""
        return f"TRY_CAST({cell} AS {self.column}_words)"

    def place(self, cell: str, places: Mapping[str, int] | None = None) -> str:
        """SQL: the place of the code that a cell stands for (or what else is given for the code)."""
        places = self.places if places is None else places
        numbers = [-1, *(places[code] for code in self.spellings.values())]
        return f"({numbers}::SMALLINT[])[enum_code({self.known(cell)})::INTEGER + 1]"

    def code(self, place: str) -> str:
        """SQL: the code at a place."""
        return f"{listing(self.codes) if self.codes else '[NULL::VARCHAR]'}[{place} + 1]"


@dataclass(frozen=True)
class Vocabulary:
    """All enums of one check. The day of a row is its distance from period_from."""

    rules: CheckRules
    words: Mapping[str, Words]

    @classmethod
    def of(cls, rules: CheckRules) -> "Vocabulary":
        spellings = {
            "application": rules.applications,
            "model": rules.models,
            "market": {code: code for code in sorted(rules.markets)},
            "unit": rules.units,
            "currency": {code: code for code in sorted(rules.currencies)},
            "deployment": {code: code for code in sorted(rules.deployments)},
            "usage_date": {str(day): str(day) for day in _days(rules)},
        }
        words = {}
        for column, given in spellings.items():
            clean = {word: code for word, code in given.items() if word}
            codes = set(clean.values())
            if column in BY_DEPLOYMENT:
                codes |= {getattr(deployment, column) for deployment in rules.deployments.values()}
            words[column] = Words(column, clean, tuple(sorted(codes)))
        return cls(rules, words)

    def create(self, connection: duckdb.DuckDBPyConnection) -> None:
        for words in self.words.values():
            words.create(connection)

    def __getitem__(self, column: str) -> Words:
        return self.words[column]

    def day(self, cell: str) -> str:
        """SQL: days since period_from."""
        before = (self.rules.first_day - self.rules.period_from).days
        places = {day: place + before for day, place in self["usage_date"].places.items()}
        return self["usage_date"].place(cell, places)

    def by_deployment(self, column: str, cell: str) -> str:
        """SQL: the place of the code that the deployment in the cell stands for."""
        places = self[column].places
        deployments = self.rules.deployments
        return self["deployment"].place(
            cell, {code: places[getattr(each, column)] for code, each in deployments.items()}
        )

    def sort_key(self, row: str = "") -> str:
        """SQL: one integer in the order of all dimensions, then of the day; a narrow key sorts far faster."""
        key = "0::BIGINT"
        for column in DIMENSIONS:
            key = f"({key} * {len(self[column].codes) + 1} + {row}{column})"
        return f"({key} * 100 + {row}day)"


def _days(rules: CheckRules) -> Iterator[date]:
    for days in range(max(0, (rules.end_day - rules.first_day).days)):
        yield rules.first_day + timedelta(days)


def date_literal(day: date) -> str:
    return f"DATE {text(day)}"
