"""Each canonical cell out of an own one. What cannot be read stays, so marked that no rule takes it."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from usage.check.canonical import MAX_DECIMALS, NUMBERS
from usage.dialects import days, numbers
from usage.dialects.definition import Definition, NumberFormat, Source
from usage.dialects.originals import Originals
from usage.formats.lines import TYPED

Note = tuple[str, Mapping[str, object] | None]
"""found and expected, as `Originals.note` wants them."""
UNREAD = "? "
"""Begins what could not be read: no number and no date begins so."""
REMEMBERED = 100_000
_SPECIAL = re.compile('[",]')


@dataclass(frozen=True, kw_only=True)
class Translation:
    """A definition, the agreement's time zone, and what the check will take: words, `[first, end)`."""

    definition: Definition
    zone: str
    known: dict[str, frozenset[str]]
    first_day: date
    end_day: date


Column = Callable[[Sequence[str], Sequence[int]], Sequence[str]]
"""Cells of one own column and their lines → canonical cells, ready to be joined by commas."""


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _SPECIAL.search(cell) else cell


class Known(dict[str, str]):
    """Own cell → canonical cell, worked out once; what is to be noted of it is remembered beside."""

    def __init__(self, column: str, read: Callable[[str], tuple[str, Note | None]], odd: Originals) -> None:
        self.column, self.read, self.odd = column, read, odd
        self.notes: dict[str, Note] = {}

    def __missing__(self, cell: str) -> str:
        found, note = self.read(cell)
        if note:
            self.notes[cell] = note
        self[cell] = quoted(found)
        return self[cell]

    def column_of(self, cells: Sequence[str], lines: Sequence[int]) -> list[str]:
        if len(self) > REMEMBERED:
            self.clear()
            self.notes.clear()
        found = list(map(self.__getitem__, cells))
        if self.notes:
            for cell, line in zip(cells, lines, strict=True):
                if note := self.notes.get(cell):
                    self.odd.note(line, self.column, *note)
        return found


class Words:
    """The own words of one column. known: the codes that the check takes."""

    def __init__(
        self, column: str, source: Source, definition: Definition, known: frozenset[str] | None = None
    ) -> None:
        self.key, self.known, self.fold = source.key, known, definition.ignore_case
        self.empty = frozenset(definition.empty)
        own = (
            {word: each.unit for word, each in definition.units.items()}
            if column == "unit"
            else definition.words.get(column, {})
        )
        self.codes = {self.plain(word): code for word, code in own.items()}

    def plain(self, word: str) -> str:
        return word.casefold() if self.fold else word

    def word(self, cell: str) -> str:
        """What stands in the cell, without what its format or JSON lies about it."""
        cell = cell.removeprefix(TYPED)
        if self.key and cell and cell not in self.empty:
            cell = _member(cell, self.key)
        return "" if cell in self.empty else cell

    def read(self, cell: str) -> tuple[str, Note | None]:
        word = self.word(cell)
        code = self.codes.get(self.plain(word))
        if code is None:
            return word, None
        is_right = self.known is None or code in self.known
        return code, None if is_right else (f"{word} → {code}", None)


class Factors(dict[str, Decimal | None]):
    """Own unit → by how much its quantity is multiplied; None for one."""

    def __init__(self, words: Words, definition: Definition) -> None:
        self.words = words
        self.factors = {words.plain(word): own.factor for word, own in definition.units.items()}

    def __missing__(self, cell: str) -> Decimal | None:
        factor = self.factors.get(self.words.plain(self.words.word(cell)), Decimal(1))
        if len(self) > REMEMBERED:
            self.clear()
        self[cell] = None if factor == 1 else factor
        return self[cell]


def number_column(column: str, translation: Translation, odd: Originals) -> Column:
    definition = translation.definition
    read, read_many = numbers.number_reader(definition.numbers), numbers.many_reader(definition.numbers)
    typed = numbers.number_reader(NumberFormat(exponent=definition.numbers.exponent))
    empty = frozenset(definition.empty)
    turned = column == "deductions" and definition.negative_deductions
    written = {"written": numbers.example(definition.numbers)}

    def one(cell: str, line: int) -> str:
        found = typed(cell[len(TYPED) :]) if cell.startswith(TYPED) else read(cell)
        cell = cell.removeprefix(TYPED)
        if found is None:
            if not cell or cell in empty:
                return ""
            odd.note(line, column, cell, written)
            return quoted(UNREAD + cell)
        if turned:
            found = numbers.negated(found)
        if found != cell and is_odd_number(found):
            odd.note(line, column, f"{cell} → {found}")
        return found

    def many(cells: Sequence[str], lines: Sequence[int]) -> list[str]:
        found = None if turned else read_many(cells)
        if found is None or len(max(found, key=len)) > MAX_DECIMALS:
            return list(map(one, cells, lines))
        return found

    return many


def is_odd_number(number: str) -> bool:
    """Whether a rule may refuse it."""
    return number.startswith("-") or len(number) > MAX_DECIMALS


def day_column(translation: Translation, odd: Originals) -> Column:
    definition = translation.definition
    written = days.day_reader(definition.days, zone=translation.zone)
    typed = days.day_reader(definition.days, zone=translation.zone, typed=True)
    empty = frozenset(definition.empty)
    first, end = translation.first_day.isoformat(), translation.end_day.isoformat()
    example = {"written": days.example(definition.days)}

    def read(cell: str) -> tuple[str, Note | None]:
        found = typed(cell[len(TYPED) :]) if cell.startswith(TYPED) else written(cell)
        cell = cell.removeprefix(TYPED)
        if found is None:
            return ("", None) if not cell or cell in empty else (UNREAD + cell, (cell, example))
        is_right = first <= found < end or found == cell
        return found, None if is_right else (f"{cell} → {found}", None)

    return Known("usage_date", read, odd).column_of


def text_column(definition: Definition) -> Column:
    """Free text as it stands."""
    empty = frozenset(definition.empty)

    def free(cells: Sequence[str], lines: Sequence[int]) -> Sequence[str]:
        joined = "\n".join(cells)
        if not empty and "," not in joined and '"' not in joined and TYPED not in joined:
            return cells
        plain = [cell.removeprefix(TYPED) for cell in cells]
        return ["" if cell in empty else quoted(cell) for cell in plain]

    return free


def constant_column(text: str) -> Column:
    return lambda cells, lines: [quoted(text)] * len(cells)


def is_number(column: str) -> bool:
    return column in NUMBERS


def _member(cell: str, key: str) -> str:
    """A member of the JSON object in the cell; empty where there is none."""
    try:
        found = json.loads(cell, parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError):
        return ""
    value = found.get(key) if isinstance(found, dict) else None
    if not isinstance(value, str):
        value = "" if value is None else json.dumps(value)
    return "".join(mark if mark.isprintable() else "�" for mark in value)
