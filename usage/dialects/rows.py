"""How the rows of one header are translated."""

from collections.abc import Callable, Iterable, Sequence

from usage.check.canonical import COLUMNS
from usage.check.mend import BAD_RECORD
from usage.dialects.cells import (
    Column,
    Translation,
    constant_column,
    day_column,
    is_number,
    is_odd_number,
    number_column,
    text_column,
)
from usage.dialects.definition import WORD_COLUMNS, LeftOut
from usage.dialects.lookups import Factors, Known, Words
from usage.dialects.numbers import times
from usage.dialects.originals import Originals
from usage.dialects.records import Record, Unreadable
from usage.formats.lines import TYPED


class Rows:
    """columns: canonical, in the order of the own ones, so that the first that a short row lacks is named."""

    def __init__(self, header: Sequence[str], translation: Translation, odd: Originals) -> None:
        self.definition, self.odd, self.width = translation.definition, odd, len(header)
        sources = self.definition.columns
        self.place_of = {name: place for place, name in reversed(list(enumerate(header)))}
        named = [
            (self.place_of.get(sources[name].column, self.width), name) for name in COLUMNS if name in sources
        ]
        self.places, self.columns = zip(*sorted(named), strict=True)
        self.readers = [
            (min(place, self.width - 1), self._reader(name, translation))
            for place, name in zip(self.places, self.columns, strict=True)
        ]
        self.leave_out = [
            (self.place_of[each.column], self._condition(each)) for each in self.definition.left_out
        ]
        self.quantity = self.columns.index("quantity")
        self.factors = self._factors()

    def _reader(self, name: str, translation: Translation) -> Column:
        source = self.definition.columns[name]
        if source.constant:
            return constant_column(source.constant)
        if name == "usage_date":
            return day_column(translation, self.odd)
        if is_number(name):
            return number_column(name, translation, self.odd)
        if name in WORD_COLUMNS:
            words = Words(name, source, self.definition, translation.known.get(name))
            return Known(name, words.read, self.odd).column_of
        return text_column(self.definition)

    def _factors(self) -> Callable[[Sequence[Sequence[str]]], Iterable] | None:
        """A function: by what each row's quantity is multiplied; None where nothing ever is."""
        source, definition = self.definition.columns["unit"], self.definition
        if source.constant:
            factor = definition.unit_factor
            return (lambda columns: [factor] * len(columns[0])) if factor != 1 else None
        if all(own.factor == 1 for own in definition.units.values()):
            return None
        factors = Factors(Words("unit", source, definition), definition)
        place = self.place_of[source.column]
        return lambda columns: map(factors.__getitem__, columns[place])

    def _condition(self, each: LeftOut) -> Callable[[str], bool]:
        fold = str.casefold if self.definition.ignore_case else str
        values, empty = {fold(value) for value in each.values}, set(self.definition.empty)

        def holds(cell: str) -> bool:
            cell = cell.removeprefix(TYPED)
            found = fold(cell) in values or (cell in empty and "" in values)
            return found != each.is_not

        return holds

    def is_left_out(self, cells: list[str]) -> bool:
        """Whether one of the conditions holds."""
        return any(place < len(cells) and holds(cells[place]) for place, holds in self.leave_out)

    def lines_of(self, batch: Sequence[list[str]], numbers: Sequence[int]) -> Iterable[str]:
        """Rows of the header's width, at lines of these numbers."""
        own = list(zip(*batch, strict=True))
        columns = [read(own[place], numbers) for place, read in self.readers]
        if self.factors:
            columns[self.quantity] = self._multiplied(columns[self.quantity], own, numbers)
        return map(",".join, zip(*columns, strict=True))

    def _multiplied(
        self, quantities: Sequence[str], own: Sequence[Sequence[str]], numbers: Sequence[int]
    ) -> list[str]:
        written = own[self.readers[self.quantity][0]]
        found = list(quantities)
        for at, factor in enumerate(self.factors(own)):
            if factor is not None and found[at]:
                product = times(found[at], factor)
                if product != found[at] and is_odd_number(product):
                    cell = written[at].removeprefix(TYPED)
                    self.odd.note(numbers[at], "quantity", f"{cell} → {product}")
                found[at] = product
        return found

    def line_of_no_row(self, record: Record, number: int) -> str:
        """A line in which the check finds the same: a blank one, one of another width, an unreadable one."""
        if isinstance(record, str):
            return ""
        if isinstance(record, Unreadable):
            return self._line_of_unreadable(record, number)
        more = len(record) > self.width
        # A row that lacks only columns left aside is as short as any other.
        before = min(self._columns_before(len(record)), len(self.columns) - 1)
        count = len(self.columns) + 1 if more else max(before, 1)
        column = "" if more else self.columns[count]
        self.odd.note(number, column, str(len(record)), {"columns": self.width})
        return "-" + "," * (count - 1)

    def _line_of_unreadable(self, record: Unreadable, number: int) -> str:
        if record.cell is None:
            return BAD_RECORD + record.text
        count = min(self._columns_before(record.cell), len(self.columns) - 1)
        self.odd.note(number, self.columns[count], record.text)
        return "," * count + '"' + record.text.replace('"', "")

    def _columns_before(self, place: int) -> int:
        return sum(each < place for each in self.places)
