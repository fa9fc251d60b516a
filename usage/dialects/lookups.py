"""Cells that are looked up: each own word is worked out once."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from usage.dialects.definition import Definition, Source
from usage.dialects.originals import Originals
from usage.formats.lines import TYPED

Note = tuple[str, Mapping[str, object] | None]
"""found and expected, as `Originals.note` wants them."""
REMEMBERED = 100_000
_SPECIAL = re.compile('[",]')


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
