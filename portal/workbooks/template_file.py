"""The template workbook: headings, a line of explanation, an example and lists of codes, as of now."""

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from portal.workbooks.columns import Column, Kind, Sheet
from portal.workbooks.sheets import CODES_TITLE, COMMENT, SHEETS

HEADING, EXPLANATION, EXAMPLE, LAST = 1, 2, 3, 2000
GREY = "FF666666"
FORMATS = {Kind.DAY: "yyyy-mm-dd", Kind.TEXT: "@"}


def template_file() -> bytes:
    """Explanations are in the reader's language, everything that is read in one for all."""
    book = Workbook()
    book.remove(book.active)
    sheets = [(sheet, book.create_sheet(sheet.title)) for sheet in SHEETS]
    codes = _Codes(book.create_sheet(CODES_TITLE))
    for sheet, page in sheets:
        _write(sheet, page, codes)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


class _Codes:
    """Lists of values that are taken, each once in a column of its own."""

    def __init__(self, page: Worksheet) -> None:
        self.page = page
        self.known: dict[tuple[str, ...], str] = {}

    def place(self, name: str, values: list[str]) -> str:
        """Where the list stands, as a list validation names it."""
        key = tuple(values)
        if key not in self.known:
            letter = get_column_letter(len(self.known) + 1)
            for row, value in enumerate((name, *values), start=1):
                self.page[f"{letter}{row}"].value = value
            self.page[f"{letter}1"].font = Font(bold=True)
            self.known[key] = f"{CODES_TITLE}!${letter}$2:${letter}${len(values) + 1}"
        return self.known[key]


def _write(sheet: Sheet, page: Worksheet, codes: _Codes) -> None:
    for number, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(number)
        heading = page[f"{letter}{HEADING}"]
        heading.value = column.name
        heading.font = Font(bold=column.required, italic=not column.required)
        heading.fill = PatternFill("solid", start_color="FFE8EEF7")
        first = number == 1
        _explain(page[f"{letter}{EXPLANATION}"], column, f"{sheet.help} " if first else "", first=first)
        _exemplify(page[f"{letter}{EXAMPLE}"], column, first=first)
        page.column_dimensions[letter].width = max(16, len(column.name) + 4)
        for row in range(EXAMPLE + 1, EXAMPLE + 201):
            page[f"{letter}{row}"].number_format = FORMATS.get(column.kind, "General")
        _offer(page, letter, column, codes)
    page.row_dimensions[EXPLANATION].height = 90
    page.freeze_panes = page[f"A{EXPLANATION}"]


def _explain(cell, column: Column, before: str, *, first: bool) -> None:
    cell.value = f"{COMMENT} {before}{column.help}" if first else str(column.help)
    cell.font = Font(color=GREY, size=9)
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _exemplify(cell, column: Column, *, first: bool) -> None:
    cell.value = f"{COMMENT} {column.example}" if first else column.example
    cell.font = Font(color=GREY, italic=True)
    if column.kind in FORMATS:
        cell.number_format = FORMATS[column.kind]


def _offer(page: Worksheet, letter: str, column: Column, codes: _Codes) -> None:
    values = ["yes", "no"] if column.kind is Kind.YES_NO else column.codes() if column.codes else []
    if not values:
        return
    rule = DataValidation(type="list", formula1=codes.place(column.name, values), allow_blank=True)
    rule.showErrorMessage = True
    rule.add(f"{letter}{EXAMPLE + 1}:{letter}{LAST}")
    page.add_data_validation(rule)
