"""The workbook's rows, each value of its column's kind; faults stand at their cells."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from portal.workbooks.cells import BadCell, read_cell
from portal.workbooks.columns import Column, Sheet
from portal.workbooks.faults import Fault, shortened
from portal.workbooks.sheets import CODES_TITLE, COMMENT, SHEETS
from portal.workbooks.unpacked import require_harmless, unreadable

MOST_ROWS, MOST_COLUMNS = 2000, 60
Places = dict[str, int]


@dataclass(slots=True)
class Row:
    """One row: column's name → value; empty cells are not in it. `places`: name → number of the column."""

    sheet: Sheet
    number: int
    values: dict[str, Any]
    places: Places
    faults: list[Fault] = field(default_factory=list)

    def get(self, name: str) -> Any:
        return self.values.get(name)

    def fault(self, name: str, expected: str, found: Any = None) -> None:
        """`found` where it is another than the value read."""
        shown = self.values.get(name, "") if found is None else found
        place = self.places.get(name, 0)
        self.faults.append(Fault(self.sheet.title, self.number, place, name, _seen(shown), expected))


@dataclass(slots=True)
class Read:
    """Rows by the sheet's title; `faults` are those of sheets and headings."""

    rows: dict[str, list[Row]]
    faults: list[Fault]


def read_sheets(content: bytes) -> Read:
    """Raises Refused: `unreadable`, `too_large`, `declares`."""
    require_harmless(content)
    try:
        book = load_workbook(io.BytesIO(content), keep_links=False)
    except Exception:
        # Whatever a broken or hostile part makes the library raise, the file cannot be read.
        raise unreadable() from None
    read = Read({sheet.title: [] for sheet in SHEETS}, [])
    titles = {sheet.title.casefold(): sheet for sheet in SHEETS}
    for name in book.sheetnames:
        sheet, page = titles.get(name.strip().casefold()), book[name]
        if sheet is not None and isinstance(page, Worksheet):
            _read_page(sheet, page, read)
        elif name != CODES_TITLE:
            read.faults.append(_unknown_sheet(name))
    if not any(name.strip().casefold() in titles for name in book.sheetnames):
        read.faults.append(_unknown_sheet(""))
    return read


def _read_page(sheet: Sheet, page: Worksheet, read: Read) -> None:
    faults = list(_of_page(sheet, page))
    if not faults:
        columns, faults = _headings(sheet, page)
        if not faults:
            read.rows[sheet.title] += _rows(sheet, page, columns)
    read.faults += faults


def _of_page(sheet: Sheet, page: Worksheet) -> Iterator[Fault]:
    if page.sheet_state != "visible":
        yield _of_sheet(sheet, "", _("This sheet is hidden. Show it, or delete it."))
    for merged in page.merged_cells.ranges:
        expected = _("Cells are merged here. Unmerge them and fill each one.")
        yield Fault(sheet.title, merged.min_row, merged.min_col, "", str(merged), expected)
    if page.max_row > MOST_ROWS + 1 or page.max_column > MOST_COLUMNS:
        expected = _(
            "A sheet has at most %(rows)s rows and %(columns)s columns. Split the file, or delete the empty "
            "formatted rows and columns at its end."
        )
        found = f"{page.max_row} × {page.max_column}"
        yield _of_sheet(sheet, found, expected % {"rows": MOST_ROWS, "columns": MOST_COLUMNS})


def _headings(sheet: Sheet, page: Worksheet) -> tuple[dict[int, Column], list[Fault]]:
    """Number of the column → what it is."""
    known = {column.name: column for column in sheet.columns}
    found: dict[int, Column] = {}
    faults = []
    for cell in page[1]:
        name = str(cell.value).strip().casefold() if cell.value is not None else ""
        if not name:
            if any(page.cell(row, cell.column).value is not None for row in range(2, page.max_row + 1)):
                expected = _("This column has no heading. Give it one of these, or empty it: %(names)s.")
                faults.append(_of_heading(sheet, cell, expected % {"names": ", ".join(known)}))
        elif name not in known:
            expected = _("There is no column of this name. Take one of these: %(names)s.")
            faults.append(_of_heading(sheet, cell, expected % {"names": ", ".join(known)}))
        elif known[name] in found.values():
            faults.append(_of_heading(sheet, cell, _("This heading stands here twice. Delete one column.")))
        else:
            found[cell.column] = known[name]
    missing = [name for name, column in known.items() if column.required and column not in found.values()]
    if missing:
        expected = _("These columns are missing: %(names)s. Add them, or begin with the template.")
        faults.append(_of_sheet(sheet, "", expected % {"names": ", ".join(missing)}, row=1))
    return found, faults


def _rows(sheet: Sheet, page: Worksheet, columns: dict[int, Column]) -> Iterator[Row]:
    codes = {
        column.name: {code.casefold(): code for code in column.codes()} if column.codes else {}
        for column in columns.values()
    }
    places = {column.name: number for number, column in columns.items()}
    for cells in page.iter_rows(min_row=2):
        if all(cell.value is None or not str(cell.value).strip() for cell in cells):
            continue
        if str(cells[0].value or "").lstrip().startswith(COMMENT):
            continue
        row = Row(sheet, cells[0].row, {}, places)
        for cell in cells:
            if column := columns.get(cell.column):
                _read(row, cell, column, codes[column.name])
        yield row


def _read(row: Row, cell: Any, column: Column, codes: dict[str, str]) -> None:
    try:
        value = read_cell(cell, column, codes)
    except BadCell as bad:
        row.fault(column.name, bad.expected, cell.value)
        return
    if value is not None:
        row.values[column.name] = value
    elif column.required:
        row.fault(column.name, _("This must not be empty."))


def _seen(value: Any) -> str:
    return shortened(getattr(value, "text", value))


def _of_sheet(sheet: Sheet, found: str, expected: str, row: int = 0) -> Fault:
    return Fault(sheet.title, row, 0, "", found, expected)


def _of_heading(sheet: Sheet, cell: Any, expected: str) -> Fault:
    found = shortened(cell.value or "")
    return Fault(sheet.title, 1, cell.column, found, found, expected)


def _unknown_sheet(name: str) -> Fault:
    titles = ", ".join(sheet.title for sheet in SHEETS)
    if name:
        expected = _("No sheet of this name is read. Delete it, or call it one of these: %(titles)s.")
    else:
        expected = _("The workbook has none of the sheets %(titles)s. Begin with the template.")
    return Fault(shortened(name), 0, 0, "", shortened(name), expected % {"titles": titles})
