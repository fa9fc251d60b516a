"""Each canonical cell out of an own one. What cannot be read stays, so marked that no rule takes it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from usage.check.canonical import MAX_DECIMALS, NUMBERS
from usage.dialects import days, numbers
from usage.dialects.definition import Definition, NumberFormat, Source
from usage.dialects.originals import Originals
from usage.formats.lines import TYPED

Reader = Callable[[str], str]
UNREAD = "? "
"""Begins what could not be read: no number and no date begins so."""
REMEMBERED = 100_000


@dataclass(frozen=True, kw_only=True)
class Translation:
    """A definition, the agreement's time zone, and what the check will take: words, `[first, end)`."""

    definition: Definition
    zone: str
    known: dict[str, frozenset[str]]
    first_day: date
    end_day: date


class Words(dict[str, str]):
    """Own word → what stands for it in the canonical file; looked up once. known: what the check takes."""

    def __init__(
        self,
        column: str,
        source: Source,
        definition: Definition,
        odd: Originals,
        *,
        known: frozenset[str] | None = None,
    ) -> None:
        self.column, self.key, self.odd, self.known = column, source.key, odd, known
        self.fold = definition.ignore_case
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
        if cell in self.empty:
            return ""
        return _member(cell, self.key) if self.key and cell else cell

    def __missing__(self, cell: str) -> str:
        word = self.word(cell)
        if word in self.empty:
            word = ""
        code = self.codes.get(self.plain(word))
        if code is not None and self.known is not None and code not in self.known:
            # Told anew for each line, so not kept.
            self.odd.note(self.column, f"{word} → {code}")
            return code
        if len(self) > REMEMBERED:
            self.clear()
        self[cell] = word if code is None else code
        return self[cell]


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


def number_cell(column: str, translation: Translation, odd: Originals, *, marked: bool) -> Reader:
    """marked: some cells begin with TYPED."""
    definition = translation.definition
    read = numbers.number_reader(definition.numbers)
    typed = numbers.number_reader(NumberFormat(exponent=definition.numbers.exponent))
    empty = frozenset(definition.empty)
    turned = column == "deductions" and definition.negative_deductions
    written = {"written": numbers.example(definition.numbers)}

    def number(cell: str) -> str:
        found = read(cell)
        if found is None:
            if marked and cell.startswith(TYPED):
                cell = cell[len(TYPED) :]
                found = typed(cell)
            if found is None:
                if not cell or cell in empty:
                    return ""
                odd.note(column, cell, written)
                return UNREAD + cell
        if turned:
            found = numbers.negated(found)
        if found is not cell and found != cell and is_odd_number(found):
            odd.note(column, f"{cell} → {found}")
        return found

    return number


def is_odd_number(number: str) -> bool:
    """Whether a rule may refuse it."""
    return number.startswith("-") or len(number) > MAX_DECIMALS


def day_cell(translation: Translation, odd: Originals, *, marked: bool) -> Reader:
    definition = translation.definition
    read = days.day_reader(definition.days, zone=translation.zone)
    typed = days.day_reader(definition.days, zone=translation.zone, typed=True)
    empty = frozenset(definition.empty)
    first, end = translation.first_day.isoformat(), translation.end_day.isoformat()
    written = {"written": days.example(definition.days)}

    def day(cell: str) -> str:
        if marked and cell.startswith(TYPED):
            cell = cell[len(TYPED) :]
            found = typed(cell)
        else:
            found = read(cell)
        if found is None:
            if not cell or cell in empty:
                return ""
            odd.note("usage_date", cell, written)
            return UNREAD + cell
        if not first <= found < end and found != cell:
            odd.note("usage_date", f"{cell} → {found}")
        return found

    return day


def text_cell(definition: Definition) -> Reader:
    """Free text as it stands."""
    empty = frozenset(definition.empty)

    def free(cell: str) -> str:
        cell = cell.removeprefix(TYPED)
        return "" if cell in empty else cell

    return free


def constant_cell(text: str) -> Reader:
    return lambda _cell: text


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
