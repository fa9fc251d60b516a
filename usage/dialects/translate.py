"""A file in a partner's own layout as lines that the check reads: a line for each line, at its own number."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from usage.check.canonical import COLUMNS
from usage.check.mend import BAD_RECORD
from usage.check.rules import Limits
from usage.dialects.cells import (
    Factors,
    Reader,
    Translation,
    Words,
    constant_cell,
    day_cell,
    is_number,
    is_odd_number,
    number_cell,
    text_cell,
)
from usage.dialects.definition import WORD_COLUMNS, LeftOut
from usage.dialects.header import own_header
from usage.dialects.numbers import times
from usage.dialects.originals import Originals
from usage.dialects.records import BLANK, JOINED, Record, Unreadable
from usage.formats.lines import TYPED, write_text

SHOWN = 5
TOLD_EVERY = 10_000
_QUOTED = re.compile('[",]')


@dataclass(frozen=True, kw_only=True)
class Translated:
    """columns: canonical, in the lines' order. not_rows: lines that hold none: header, what stands above
    it, what belongs to the record before, and the `left_out` rows, the first of them on `left_out_lines`."""

    columns: tuple[str, ...]
    not_rows: int
    left_out: int
    left_out_lines: tuple[int, ...]


def translate(
    *,
    lines: Iterator[Record],
    names: Sequence[str] | None,
    target: Path,
    originals: Path,
    translation: Translation,
    limits: Limits,
    marked: bool,
    tell: Callable[[int], None],
) -> Translated:
    """names: of a format without a header. marked: cells that are no text in their file begin with TYPED.

    Raises FileRefused where the header is not the dialect's. Flat memory.
    """
    with write_text(target) as to, write_text(originals) as beside:
        header, number = own_header(lines, names, translation.definition)
        to.write("\n" * number)
        rows = _Rows(header, translation, Originals(beside), marked)
        not_rows, left_out, left_out_lines = number, 0, []
        for record in lines:
            number += 1
            if type(record) is list:
                line = rows.line_of(record, number)
                if line is None:
                    left_out += 1
                    if left_out <= SHOWN:
                        left_out_lines.append(number)
                    line = ""
            elif record is JOINED:
                line, not_rows = "", not_rows + 1
            else:
                line = "" if record is BLANK else rows.line_of_unreadable(record, number)
            to.write(line + "\n")
            if number % TOLD_EVERY == 0:
                tell(to.buffer.tell())
    return Translated(
        columns=rows.columns,
        not_rows=not_rows + left_out,
        left_out=left_out,
        left_out_lines=tuple(left_out_lines),
    )


class _Rows:
    """How a row of this header is translated."""

    def __init__(self, header: Sequence[str], translation: Translation, odd: Originals, marked: bool) -> None:
        self.header, self.definition, self.odd = header, translation.definition, odd
        self.width = len(header)
        sources = self.definition.columns
        place_of = {name: place for place, name in reversed(list(enumerate(header)))}
        named = [
            (place_of.get(sources[name].column, self.width), name) for name in COLUMNS if name in sources
        ]
        # In the order of the own columns, so that the first column a short row lacks is named.
        self.places, self.columns = zip(*sorted(named), strict=True)
        self.readers = [
            (min(place, self.width - 1), self._reader(name, translation, marked))
            for place, name in zip(self.places, self.columns, strict=True)
        ]
        self.leave_out = [(place_of[each.column], self._condition(each)) for each in self.definition.left_out]
        self.quantity = self.columns.index("quantity")
        self.unit_place, self.factors = self._factors(place_of)

    def _reader(self, name: str, translation: Translation, marked: bool) -> Reader:
        source = self.definition.columns[name]
        if source.constant:
            return constant_cell(source.constant)
        if name == "usage_date":
            return day_cell(translation, self.odd, marked=marked)
        if is_number(name):
            return number_cell(name, translation, self.odd, marked=marked)
        if name in WORD_COLUMNS:
            known = translation.known.get(name)
            return Words(name, source, self.definition, self.odd, known=known).__getitem__
        return text_cell(self.definition)

    def _factors(self, place_of: dict[str, int]) -> tuple[int, Callable[[str], Decimal | None] | None]:
        source, definition = self.definition.columns["unit"], self.definition
        if source.constant:
            factor = definition.unit_factor
            return 0, (lambda _cell: factor) if factor != 1 else None
        if all(own.factor == 1 for own in definition.units.values()):
            return 0, None
        words = Words("unit", source, definition, self.odd)
        return place_of[source.column], Factors(words, definition).__getitem__

    def _condition(self, each: LeftOut) -> Callable[[str], bool]:
        fold = str.casefold if self.definition.ignore_case else str
        values, empty = {fold(value) for value in each.values}, set(self.definition.empty)

        def holds(cell: str) -> bool:
            cell = cell.removeprefix(TYPED)
            found = fold(cell) in values or (cell in empty and "" in values)
            return found != each.is_not

        return holds

    def line_of(self, cells: list[str], number: int) -> str | None:
        """None for a row that the dialect leaves out."""
        width = len(cells)
        for place, holds in self.leave_out:
            if place < width and holds(cells[place]):
                return None
        if width != self.width:
            return self._line_of_other_width(width, number)
        row = [reader(cells[place]) for place, reader in self.readers]
        if self.factors and (factor := self.factors(cells[self.unit_place])) is not None:
            self._multiply(row, factor, cells)
        if self.odd.notes:
            self.odd.keep(number)
        line = ",".join(row)
        if '"' in line or line.count(",") != len(row) - 1:
            line = ",".join(
                '"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell for cell in row
            )
        return line

    def _multiply(self, row: list[str], factor: Decimal, cells: list[str]) -> None:
        product = times(row[self.quantity], factor)
        if product != row[self.quantity] and is_odd_number(product):
            place = self.readers[self.quantity][0]
            self.odd.note("quantity", f"{cells[place].removeprefix(TYPED)} → {product}")
        row[self.quantity] = product

    def _line_of_other_width(self, width: int, number: int) -> str:
        """A line in which the check finds the same fault."""
        self.odd.drop()
        more = width > self.width
        # A row that lacks only columns left aside is as short as any other.
        count = len(self.columns) + 1 if more else min(self._columns_before(width), len(self.columns) - 1)
        column = "" if more else self.columns[max(count, 1)]
        self.odd.note(column, str(width), {"columns": self.width})
        self.odd.keep(number)
        return "-" + "," * (max(count, 1) - 1)

    def line_of_unreadable(self, record: Unreadable, number: int) -> str:
        if record.cell is None:
            return BAD_RECORD + record.text
        count = min(self._columns_before(record.cell), len(self.columns) - 1)
        self.odd.note(self.columns[count], record.text)
        self.odd.keep(number)
        return "," * count + '"' + record.text.replace('"', "")

    def _columns_before(self, place: int) -> int:
        return sum(each < place for each in self.places)
