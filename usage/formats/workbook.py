"""Excel workbooks (ISO/IEC 29500), read by calamine."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

from python_calamine import CalamineWorkbook, SheetTypeEnum

from usage.check.rules import MIB, Limits
from usage.check.verdict import FileProblem, FileRefused
from usage.formats.lines import Typed, line_of, marked_line_of, plain_number, require_width, write_text
from usage.formats.sheet_cells import errors_in, formula_in

MOST_PARTS, MOST_RATIO = 10_000, 200
TOLD_EVERY = 10_000
NAME = "usage"


def write_lines(
    *, source: Path, target: Path, limits: Limits, tell: Callable[[int], None], marks_types: bool = False
) -> None:
    """A line per row of the sheet called "usage", or of the only one; its first row is the header.

    Excel keeps numbers as binary floats of 15 digits: each is written as the shortest decimal that means it.
    """
    _require_harmless(source, limits)
    try:
        book = CalamineWorkbook.from_path(str(source))
        name = _sheet(book)
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        with zipfile.ZipFile(source) as parts:
            # Calamine gives them as empty cells, and empty may be right.
            for (row, column), error in errors_in(parts, name).items():
                rows[row - 1][column - 1] = error
    except FileRefused:
        raise
    except BaseException as fault:  # its errors share no base, and its panics are no Exception
        raise _damaged() from fault
    as_line = marked_line_of if marks_types else line_of
    with write_text(target) as lines:
        width = _width(rows)
        for number, row in enumerate(rows, 1):
            cells = [_cell(value) for value in row]
            lines.write((as_line(_fitted(cells, width), number) if any(cells) else "") + "\n")
            if number % TOLD_EVERY == 0:
                tell(source.stat().st_size * number // len(rows))


def _require_harmless(source: Path, limits: Limits) -> None:
    """Sizes as declared; the memory and time of the child hold for what lies about them."""
    try:
        with zipfile.ZipFile(source) as parts:
            infos = parts.infolist()
            if len(infos) > MOST_PARTS or "xl/workbook.xml" not in parts.namelist():
                raise FileRefused(FileProblem(code="unsupported_format", details={"kind": "zip"}))
            size = sum(info.file_size for info in infos)
            packed = sum(info.compress_size for info in infos)
            if size > limits.max_unpacked_bytes or size > MOST_RATIO * max(packed, MIB):
                details = {
                    "bytes": size,
                    "limit": min(limits.max_unpacked_bytes, MOST_RATIO * max(packed, MIB)),
                }
                raise FileRefused(FileProblem(code="file_too_large", details=details))
            for info in infos:
                if info.filename.startswith("xl/worksheets/") and (cell := formula_in(parts, info.filename)):
                    details = {"kind": "formula", "cell": cell}
                    raise FileRefused(FileProblem(code="unsupported_format", details=details))
    except FileRefused:
        raise
    except Exception as fault:  # whatever its packers raise, each its own kind
        raise _damaged() from fault


def _sheet(book: CalamineWorkbook) -> str:
    sheets = [each.name for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
    named = [name for name in sheets if name.strip().lower() == NAME]
    filled = named or [name for name in sheets if book.get_sheet_by_name(name).start]
    if len(filled) != 1:
        code = "unsupported_format" if filled else "empty_file"
        raise FileRefused(FileProblem(code=code, details={"kind": "sheets", "names": filled[:20]}))
    return filled[0]


def _width(rows: list[list]) -> int:
    """Columns up to the last one that has a name."""
    names = [_cell(value) for value in rows[0]] if rows else []
    while names and not names[-1]:
        names.pop()
    require_width(names)
    return len(names)


def _fitted(cells: list[str], width: int) -> list[str]:
    """Empty cells beyond the header are the sheet's, not the row's."""
    while len(cells) > max(width, 1) and not cells[-1]:
        cells.pop()
    return cells


def _cell(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return Typed(plain_number(value))
    if isinstance(value, datetime):
        return Typed(value.date() if value.time() == time.min else value)
    return Typed(value.isoformat()) if isinstance(value, date) else str(value)


def _damaged() -> FileRefused:
    return FileRefused(FileProblem(code="unsupported_format", details={"damaged": "xlsx"}))
