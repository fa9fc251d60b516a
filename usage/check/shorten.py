"""Lines too long to be read by the thousand are cut to what their faults need."""

import re
from collections.abc import Sequence

from usage.check.canonical import MAX_LINE

_CELL = re.compile(rb',(?:"(?:[^"]++|"")*+"(?=,|\Z)|(?!")[^,]*+)')
LONGEST_WORD = 1000
"""No word of a catalogue, date or number has more bytes, so a longer cell is as wrong when it is cut."""
CELL_BYTES = 250
FREE_TEXT = ("customer_ref", "source_ref")


def shorten(line: bytes, columns: Sequence[str]) -> bytes | None:
    """A line with the same faults and at most MAX_LINE bytes; None where only free text makes it long."""
    cells, at = [], 0
    line = b"," + line
    while at < len(line) and len(cells) < MAX_LINE:
        match = _CELL.match(line, at)
        if not match:
            begin = line[at + 1 : at + CELL_BYTES].replace(b'"', b"")
            return b"," * len(cells) + b'"' + whole_marks(begin)
        cells.append(match.group()[1:])
        at = match.end()
    if len(cells) != len(columns):
        first = whole_marks(cells[0][:CELL_BYTES].replace(b'"', b"").replace(b",", b" ")) or b"-"
        return first + b"," * (len(cells) - 1)
    short = b",".join(
        cell if column in FREE_TEXT or len(cell) <= LONGEST_WORD else _cut(cell)
        for column, cell in zip(columns, cells, strict=True)
    )
    return short if len(short) <= MAX_LINE else None


def _cut(cell: bytes) -> bytes:
    if not cell.startswith(b'"'):
        return whole_marks(cell[:CELL_BYTES])
    inner = cell[1:-1].replace(b'""', b'"')[:CELL_BYTES]
    return b'"' + whole_marks(inner).replace(b'"', b'""') + b'"'


def whole_marks(text: bytes) -> bytes:
    """Without the part of a character that a cut has left at the end."""
    return text.decode("utf-8", "ignore").encode()
