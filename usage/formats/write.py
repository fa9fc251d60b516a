"""A table of texts as a file of any format, for people to fill in or to correct."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.text import get_valid_filename
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from portal.web.csv_response import csv_response
from usage.archive.duck import open_duck, text
from usage.check.rules import MIB
from usage.formats.kinds import Format

Rows = Iterable[Sequence[str]]
LONGEST_ROW = 64 * MIB
"""Bytes: what a line may have when it is read, its quotes doubled, and the reasons."""
ENDINGS = {"csv": Format.CSV, "xlsx": Format.XLSX, "jsonl": Format.JSON_LINES, "parquet": Format.PARQUET}
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}


def table_response(*, rows: Rows, kind: Format, name: str, mark: bool = True) -> HttpResponseBase:
    """The rows, their header first, as `<name>.<ending>` to download; what came packed goes back as CSV.

    mark: begin CSV with a byte order mark, for Excel.
    """
    if kind == Format.XLSX:
        return _file(rows, _workbook, f"{name}.xlsx")
    if kind == Format.PARQUET:
        return _file(rows, _parquet, f"{name}.parquet")
    if kind == Format.JSON_LINES:
        response = StreamingHttpResponse(_json_lines(iter(rows)), content_type="application/jsonl")
        response["Content-Disposition"] = f'attachment; filename="{get_valid_filename(name)}.jsonl"'
        return response
    return csv_response(name=name, rows=rows, mark=mark)


def _file(rows: Rows, write: Callable[[Rows, Path], None], name: str) -> FileResponse:
    """Sent from an open file whose folder is gone already: nothing is left behind, whoever breaks off."""
    with TemporaryDirectory(prefix="table-") as folder:
        path = Path(folder) / "table"
        write(rows, path)
        return FileResponse(
            path.open("rb"),
            as_attachment=True,
            filename=get_valid_filename(name),
            content_type=TYPES[name.rpartition(".")[2]],
        )


def _json_lines(rows: Iterator[Sequence[str]]) -> Iterator[str]:
    names = next(rows, [])
    for row in rows:
        yield json.dumps(dict(zip(names, row, strict=False)), ensure_ascii=False) + "\n"


def _workbook(rows: Rows, path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("usage")
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    book.save(path)


def _cell(sheet, value: str) -> WriteOnlyCell:
    """Always text: what begins like a formula stays what it is, and is not computed."""
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("\ufffd", value))
    cell.data_type = "s"
    return cell


def _parquet(rows: Rows, path: Path) -> None:
    names, *rest = rows
    lines = path.with_suffix(".csv")
    with lines.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target, quoting=csv.QUOTE_ALL).writerows(rest)
    columns = ", ".join(f"{text(name)}: 'VARCHAR'" for name in names)
    layout = (
        "header = false, auto_detect = false, delim = ',', quote = '\"', escape = '\"',"
        f" max_line_size = {LONGEST_ROW}"
    )
    source = f"read_csv({text(lines)}, columns = {{{columns}}}, {layout})"
    with open_duck(files=[lines], folder=path.parent, threads=1) as duck:
        duck.execute(f"COPY (SELECT * FROM {source}) TO {text(path)} (FORMAT parquet)")  # noqa: S608
