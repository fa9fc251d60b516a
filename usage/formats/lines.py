"""Rows of any format as lines of CSV, in the way that `check/mend.py` leaves them: one line each."""

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TextIO

from usage.check.mend import ESCAPES
from usage.check.verdict import FileProblem, FileRefused

MOST_COLUMNS = 1000
NAMED, NAME_LENGTH = 20, 60
TYPED = "\0t"
"""Begins a cell that is a number or a date in its file, where a dialect asks: of no written format."""
_SPECIAL = re.compile(r'[",\n\r\x1f\0]')
_ESCAPES = {mark.decode(): escape.decode() for mark, escape in ESCAPES.items()}


def write_text(path: Path) -> TextIO:
    """What is no character (a lone surrogate) is written as a question mark."""
    return path.open("w", encoding="utf-8", errors="replace", newline="\n")


class Typed(str):
    """A cell that is no text in its file."""


def line_of(cells: Sequence[str], number: int) -> str:
    """One row as one line, without its end. Raises FileRefused where a cell holds NUL."""
    joined = ",".join(cells)
    if not _SPECIAL.search(joined.replace(",", "")) and joined.count(",") == len(cells) - 1:
        return joined
    return ",".join(_safe(cell, number) if _SPECIAL.search(cell) else cell for cell in cells)


def marked_line_of(cells: Sequence[str], number: int) -> str:
    """The same, with TYPED before each cell that is Typed; those hold nothing that breaks a line."""
    return ",".join(
        TYPED + cell if isinstance(cell, Typed) else _safe(cell, number) if _SPECIAL.search(cell) else cell
        for cell in cells
    )


def _safe(cell: str, number: int) -> str:
    if "\0" in cell:
        raise FileRefused(FileProblem(code="unsupported_format", line=number, details={"kind": "binary"}))
    for mark, escape in _ESCAPES.items():
        cell = cell.replace(mark, escape)
    return '"' + cell.replace('"', '""') + '"' if '"' in cell or "," in cell else cell


def require_width(names: Sequence[str]) -> None:
    """Raises FileRefused for more columns than any table of usage has."""
    if len(names) > MOST_COLUMNS:
        shown = [name[:NAME_LENGTH] for name in names[:NAMED]]
        details = {"columns": shown, "count": len(names)}
        raise FileRefused(FileProblem(code="unknown_column", line=1, details=details))


def plain_number(value: float) -> str:
    """A binary float as the shortest decimal that means it, without an exponent."""
    return str(int(value)) if value.is_integer() else f"{Decimal(repr(value)):f}"
