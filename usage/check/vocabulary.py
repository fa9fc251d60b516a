"""The words a column may hold, as DuckDB enums: a cast is the lookup, and an enum takes a byte or two."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from math import prod

import duckdb

from usage.archive.buckets import DIMENSIONS
from usage.archive.duck import listing, text
from usage.check.canonical import BY_DEPLOYMENT, NO_CURRENCY
from usage.check.rules import CheckRules, Deployment

LARGEST = 2**63 - 1
NEVER = "chr(0) || chr(0)"
"""A word no file can hold, first in each enum: an enum may not be empty."""


@dataclass(frozen=True)
class Words:
    """The spellings of one column, and the codes they stand for, sorted: an enum of them sorts as they do."""

    column: str
    spellings: Mapping[str, str]
    codes: tuple[str, ...]

    @property
    def plain(self) -> bool:
        """Whether every spelling is its own code, and all codes can be spelt."""
        return set(self.spellings) == set(self.codes) and all(w == c for w, c in self.spellings.items())

    def create(self, connection: duckdb.DuckDBPyConnection) -> None:
        for name, words in (("words", sorted(self.spellings)), ("codes", self.codes)):
            values = ", ".join([NEVER, *map(text, words)])
            connection.execute(f"CREATE TYPE {self.column}_{name} AS ENUM (SELECT unnest([{values}]))")

    def known(self, cell: str) -> str:
        """SQL: the word in a cell, or NULL."""
        return f"TRY_CAST({cell} AS {self.column}_{'codes' if self.plain else 'words'})"

    def code(self, known: str) -> str:
        """SQL: the code that a known word stands for."""
        if self.plain:
            return known
        codes = [self.spellings[word] for word in sorted(self.spellings)]
        return f"TRY_CAST(({listing(['', *codes])})[enum_code({known})::INTEGER + 1] AS {self.column}_codes)"


@dataclass(frozen=True)
class Vocabulary:
    """All enums of one check."""

    rules: CheckRules
    words: Mapping[str, Words]

    @classmethod
    def of(cls, rules: CheckRules) -> "Vocabulary":
        spellings = {
            "application": rules.applications,
            "model": rules.models,
            "market": {code: code for code in rules.markets},
            "unit": rules.units,
            "currency": {code: code for code in rules.currencies},
            "deployment": {code: code for code in rules.deployments},
            "usage_date": {str(day): str(day) for day in _days(rules)},
        }
        words = {}
        for column, given in spellings.items():
            clean = {word: code for word, code in given.items() if word}
            codes = set(clean.values())
            if column in BY_DEPLOYMENT:
                codes |= {getattr(each, column) for each in _stretches(rules)}
            if column == "currency" and rules.revenue_optional:
                codes.add(NO_CURRENCY)
            words[column] = Words(column, clean, tuple(sorted(codes)))
        return cls(rules, words)

    def create(self, connection: duckdb.DuckDBPyConnection) -> None:
        for words in self.words.values():
            words.create(connection)

    def __getitem__(self, column: str) -> Words:
        return self.words[column]

    def day(self, known: str) -> str:
        """SQL: the date of a known day."""
        return f"({date_literal(self.rules.first_day)} + (enum_code({known})::INTEGER - 1))"

    def by_deployment(self, column: str, known: str, day: str) -> str:
        """SQL: the code that a known deployment stands for on a known day; NULL where it is not live."""
        days = [self.rules.first_day, *_changes(self.rules)]
        pieces = [self._on(first, column, known) for first in days]
        later = [
            f"WHEN {self.day(day)} >= {date_literal(first)} THEN {piece}"
            for first, piece in zip(days[:0:-1], pieces[:0:-1], strict=True)
        ]
        return f"CASE {' '.join(later)} ELSE {pieces[0]} END" if later else pieces[0]

    def _on(self, day: date, column: str, known: str) -> str:
        live = [self.rules.deployment(code, day) for code in self["deployment"].codes]
        stands_for = [getattr(each, column) if each else "" for each in live]
        return f"TRY_CAST(({listing(['', *stands_for])})[enum_code({known})::INTEGER + 1] AS {column}_codes)"

    def sort_key(self, room: int) -> str:
        """SQL: one integer in the order of all dimensions, then of the day; a narrow key sorts far faster.

        room: times which it may be multiplied.
        """
        rules = self.rules
        days = (rules.period_to - rules.period_from).days
        words = [len(self[column].codes) + 1 for column in DIMENSIONS]
        key = f"0::{'BIGINT' if prod(words) * days * room <= LARGEST else 'HUGEINT'}"
        for column, many in zip(DIMENSIONS, words, strict=True):
            key = f"({key} * {many} + enum_code({column}))"
        return f"({key} * {days} + (usage_date - {date_literal(rules.period_from)}))"


def _stretches(rules: CheckRules) -> Iterator[Deployment]:
    return chain.from_iterable(rules.deployments.values())


def _changes(rules: CheckRules) -> list[date]:
    """Days within the period on which some deployment begins, ends, or becomes another."""
    ends = {day for each in _stretches(rules) for day in (each.from_date, each.to_date)}
    return sorted(day for day in ends if rules.first_day < day < rules.end_day)


def _days(rules: CheckRules) -> Iterator[date]:
    for days in range(max(0, (rules.end_day - rules.first_day).days)):
        yield rules.first_day + timedelta(days)


def date_literal(day: date) -> str:
    return f"DATE {text(day)}"
