"""What a statement hands out as bytes: each file is made here, whoever packs or serves it."""

import io
import re
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from portal.web.csv_response import csv_text
from settlements.engine.json_text import canonical_json
from settlements.statements.bundle.deterministic_zip import member_info
from settlements.statements.line_columns import line_rows
from settlements.statements.models import Statement

SAVED_AT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def json_bytes(document: Any) -> bytes:
    """The canonical JSON: its SHA-256 is the one that was sealed or stands as digest."""
    return canonical_json(document)


def lines_csv(statement: Statement) -> bytes:
    """Begins with a byte order mark, for Excel."""
    return "".join(csv_text(line_rows(statement))).encode()


def lines_xlsx(statement: Statement) -> bytes:
    """Numbers are numbers, dates dates, and text is text even where it begins like a formula.

    Excel reads 15 digits of a number; the file, like the CSV, holds all of them. It is as old as the
    statement: made twice, it is the same.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("lines")
    sheet.freeze_panes = "A2"
    rows = line_rows(statement)
    header = next(rows)
    for at, name in enumerate(header, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = max(12, len(name) + 2)
    sheet.append([_cell(sheet, name, bold=True) for name in header])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    with TemporaryDirectory(prefix="lines-") as folder:
        path = Path(folder) / "lines.xlsx"
        book.save(path)
        return _without_clock(path, as_of=statement.issued_at)


def _without_clock(path: Path, *, as_of: datetime) -> bytes:
    """openpyxl writes the time of saving into the properties and beside each member."""
    moment, out = as_of.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode(), io.BytesIO()
    with ZipFile(path) as saved, ZipFile(out, "w") as still:
        for name in saved.namelist():
            content = saved.read(name)
            if name == "docProps/core.xml":
                content = SAVED_AT.sub(rb"\g<1>" + moment, content)
            still.writestr(member_info(name), content, ZIP_DEFLATED)
    return out.getvalue()


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> WriteOnlyCell:
    if isinstance(value, datetime):
        value = value.isoformat()
    elif isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell
