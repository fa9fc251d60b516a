"""The rows of a report's file as they stood in it, whatever its format and layout."""

import csv
from collections.abc import Iterator
from pathlib import Path

from usage.check.mend import BAD_RECORD, mend
from usage.check.rules import Limits
from usage.dialects.definition import Definition
from usage.dialects.header import header_of
from usage.dialects.records import Record, Unreadable, as_utf8, records
from usage.formats.unpack import Unpacked, unpack

UNMENDED = {"\0n": "\n", "\0r": "\r", "\0u": "\x1f", "\0c": ","}


def own_rows(
    *, path: Path, folder: Path, dialect: Definition | None, limits: Limits | None = None
) -> tuple[list[str], int, Iterator[list[str]]]:
    """The header's cells, the number of lines it took, and the cells of each line after it."""
    unpacked = unpack(path=path, folder=folder, limits=limits or Limits(), on_progress=lambda progress: None)
    lines = _lines(unpacked, folder) if dialect is None else _lines_of_dialect(unpacked, folder, dialect)
    header, read = (
        (list(unpacked.columns), 0)
        if unpacked.columns
        else header_of(lines, dialect.header_line if dialect else 1)
    )
    return header, read, (_cells(record) for record in lines)


def _lines(unpacked: Unpacked, folder: Path) -> Iterator[Record]:
    whole = unpacked.path
    if not unpacked.is_mended:
        whole = folder / "lines.csv"
        mend(source=unpacked.path, target=whole, limits=Limits())
    with whole.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield _record(line.rstrip("\n"))


def _record(line: str) -> Record:
    try:
        return next(csv.reader([line], strict=True), [])
    except csv.Error:
        return Unreadable(line)


def row_of(line: str) -> list[str]:
    """The cells of a mended line."""
    return _cells(_record(line))


def _lines_of_dialect(unpacked: Unpacked, folder: Path, dialect: Definition) -> Iterator[Record]:
    path = unpacked.path
    if not unpacked.is_mended:
        path = as_utf8(source=path, target=folder / "utf8.csv", encoding=dialect.encoding)
    return records(path=path, separator=dialect.separator, limits=Limits(), is_mended=unpacked.is_mended)


def _cells(record: Record) -> list[str]:
    """A line whose quotes do not close is one cell."""
    if isinstance(record, str):
        return []
    cells = [record.text] if isinstance(record, Unreadable) else record
    return [_unmended(cell.removeprefix(BAD_RECORD)) for cell in cells]


def _unmended(cell: str) -> str:
    for mark, meant in UNMENDED.items():
        cell = cell.replace(mark, meant)
    return cell
