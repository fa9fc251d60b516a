"""JSON Lines (jsonlines.org): one object per line, its members in any order."""

import codecs
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from usage.check.canonical import FOUND_LENGTH
from usage.check.mend import BAD_RECORD
from usage.check.rules import Limits
from usage.check.verdict import FileProblem, FileRefused
from usage.formats.lines import NAME_LENGTH, NAMED, Typed, line_of, marked_line_of, require_width, write_text

TOLD_EVERY = 10_000
EMPTY_ROW = '""'
"""One empty cell: the line of an object is never blank."""
LONGEST_NAME = 1000
_NO_CHARACTER = re.compile("[\0\ud800-\udfff]")
_ONE_CELL = str.maketrans({",": "\0c", "\r": "\0r", "\x1f": "\0u", "\0": "\ufffd"})


def write_lines(
    *, source: Path, target: Path, limits: Limits, tell: Callable[[int], None], marks_types: bool = False
) -> tuple[str, ...]:
    """The columns: every member that some object has, in the order of their first appearance.

    A line that is no object stays as one bad record; an object that lacks a member has an empty cell there.
    """
    as_line = marked_line_of if marks_types else line_of
    columns: dict[str, None] = {}
    widths: list[tuple[int, int]] = []
    with (
        source.open("rb") as given,
        write_text(target) as lines,
    ):
        for number, line in enumerate(_lines(given, limits), 1):
            row = _object(line)
            if row is None:
                lines.write(_bad_record(line) + "\n")
                continue
            if not row.keys() <= columns.keys():
                columns |= dict.fromkeys(row)
                require_width(list(columns))
                _require_names(row)
                widths.append((number, len(columns)))
            cells = [_cell(row.get(name)) for name in columns]
            lines.write((as_line(cells, number) or EMPTY_ROW) + "\n")
            if number % TOLD_EVERY == 0:
                tell(given.tell())
    if not columns:
        raise FileRefused(FileProblem(code="unsupported_format", details={"damaged": "json_lines"}))
    if len(widths) > 1 or widths[0][0] > 1:
        _widen(target, widths)
    return tuple(columns)


def _lines(given: BinaryIO, limits: Limits) -> Iterator[str]:
    number = 0
    while line := given.readline(limits.max_line_bytes + 1):
        number += 1
        if len(line) > limits.max_line_bytes:
            details = {"limit": limits.max_line_bytes}
            raise FileRefused(FileProblem(code="file_too_large", line=number, details=details))
        try:
            yield line.removeprefix(codecs.BOM_UTF8 if number == 1 else b"").rstrip(b"\r\n").decode("utf-8")
        except UnicodeDecodeError as error:
            details = {"byte": f"0x{line[error.start]:02X}"}
            raise FileRefused(FileProblem(code="bad_encoding", line=number, details=details)) from None


def _object(line: str) -> dict[str, Any] | None:
    """Numbers stay as they are written: no float, no rounding."""
    try:
        found = json.loads(
            line, parse_float=Typed, parse_int=Typed, parse_constant=str, object_pairs_hook=_each_once
        )
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _require_names(row: dict[str, Any]) -> None:
    """Raises FileRefused for names that no column has and that cannot be kept: enormous, or no characters."""
    unkept = [name for name in row if len(name) > LONGEST_NAME or _NO_CHARACTER.search(name)]
    if unkept:
        shown = [_NO_CHARACTER.sub("\ufffd", name[:NAME_LENGTH]) for name in unkept[:NAMED]]
        details = {"columns": shown, "count": len(unkept)}
        raise FileRefused(FileProblem(code="unknown_column", line=1, details=details))


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a member stands twice")
    return found


def _bad_record(line: str) -> str:
    return BAD_RECORD + line[: FOUND_LENGTH + 1].translate(_ONE_CELL) if line.strip() else ""


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value)


def _widen(path: Path, widths: list[tuple[int, int]]) -> None:
    """Give the lines from before a column was known its empty cell."""
    narrow = path.rename(path.with_suffix(".narrow"))
    full = widths[-1][1]
    starts = dict(widths)
    with narrow.open("rb") as lines, path.open("wb") as wide:
        width = 0
        for number, line in enumerate(lines, 1):
            width = starts.get(number, width)
            is_row = line != b"\n" and not line.startswith(BAD_RECORD.encode())
            wide.write(line[:-1] + b"," * (full - max(width, 1)) + b"\n" if is_row else line)
    narrow.unlink()
