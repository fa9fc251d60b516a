"""Each canonical cell out of an own one. What cannot be read stays, so marked that no rule takes it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from usage.check.canonical import MAX_DECIMALS, NUMBERS
from usage.dialects import days, numbers
from usage.dialects.definition import Definition, NumberFormat
from usage.dialects.lookups import Known, Note, quoted
from usage.dialects.originals import Originals
from usage.formats.lines import TYPED

UNREAD = "? "
"""Begins what could not be read: no number and no date begins so."""


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
