"""A file in a partner's own layout as lines that the check reads: a line for each line, at its own number."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from usage.dialects.cells import Translation
from usage.dialects.header import own_header
from usage.dialects.originals import Originals
from usage.dialects.records import JOINED, Record
from usage.dialects.rows import Rows
from usage.formats.lines import write_text

SHOWN = 5
BATCH = 1000
"""Rows that are translated at once, column by column."""


@dataclass(frozen=True, kw_only=True)
class Translated:
    """columns: canonical, in the lines' order. not_rows: lines that hold none: header, what stands above
    it, what belongs to the record before, and the `left_out` rows, the first of them on `left_out_lines`."""

    columns: tuple[str, ...]
    not_rows: int
    left_out: int
    left_out_lines: tuple[int, ...]


def translate(
    *,
    lines: Iterator[Record],
    names: Sequence[str] | None,
    target: Path,
    originals: Path,
    translation: Translation,
    tell: Callable[[int], None],
) -> Translated:
    """names: of a format without a header.

    Raises FileRefused where the header is not the dialect's. Flat memory.
    """
    joined, left_out, left_out_lines = 0, 0, []
    with write_text(target) as to, write_text(originals) as beside:
        header, head = own_header(lines, names, translation.definition)
        to.write("\n" * head)
        rows = Rows(header, translation, Originals(beside))
        batch: list[list[str]] = []
        places: list[int] = []

        def flush() -> None:
            if batch:
                to.write("\n".join(rows.lines_of(batch, places)) + "\n")
                batch.clear()
                places.clear()

        for number, record in enumerate(lines, head + 1):
            is_left_out = type(record) is list and rows.is_left_out(record)
            if type(record) is list and len(record) == rows.width and not is_left_out:
                batch.append(record)
                places.append(number)
                if len(batch) == BATCH:
                    flush()
                    tell(to.buffer.tell())
                continue
            flush()
            if is_left_out:
                left_out += 1
                left_out_lines += [number] if left_out <= SHOWN else []
            joined += record is JOINED
            to.write(("" if is_left_out else rows.line_of_no_row(record, number)) + "\n")
        flush()
    return Translated(
        columns=rows.columns,
        not_rows=head + joined + left_out,
        left_out=left_out,
        left_out_lines=tuple(left_out_lines),
    )
