"""The lines of a file in the partner's own layout as rows of cells: one item for each line, at its number.

The rules of quotes are those of `check/mend.py`, for any separator.
"""

import codecs
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from usage.check.canonical import MAX_LINE
from usage.check.mend import BAD_RECORD
from usage.check.rules import MIB, Limits
from usage.check.verdict import FileProblem, FileRefused

BLANK, JOINED = "blank", "joined"
"""What a line is that holds no row: nothing, or a part of the record before it."""
_ESCAPES = {"\r": "\0r", "\x1f": "\0u"}
_CELL_LIMIT = 100_000


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A line that does not fall into cells. cell: in which (from 0) a quote is not ended; None: no record."""

    text: str
    cell: int | None = None


Record = list[str] | str | Unreadable


def records(*, path: Path, separator: str, limits: Limits, is_mended: bool = False) -> Iterator[Record]:
    """Each line's cells, BLANK, JOINED, or Unreadable. UTF-8. is_mended: our own lines, with commas."""
    separator = "," if is_mended else separator
    split = _Split(separator)
    with path.open(encoding="utf-8-sig", newline="\n") as file:
        lines = _lines(file, is_mended)
        waiting: deque[str] = deque()
        # A list of what was read ahead, since a quote may turn out to be closed nowhere.
        while (line := waiting.popleft() if waiting else next(lines, None)) is not None:
            if not line:
                yield BLANK
            elif '"' not in line:
                yield Unreadable(line[2:]) if line.startswith(BAD_RECORD) else line.split(separator)
            elif (cells := split.cells(line)) is not None:
                yield cells
            elif line.startswith(BAD_RECORD):
                yield Unreadable(line[2:])
            else:
                joined, taken = split.join(line, waiting, lines, limits.max_quoted_lines)
                yield joined
                for _ in range(taken):
                    waiting.popleft()
                    yield JOINED


def as_utf8(*, source: Path, target: Path, encoding: str) -> Path:
    """The file itself where it is UTF-8 (a mark at its start says so, whatever is declared), else a copy.

    Raises FileRefused (bad_encoding) where it is not written as declared.
    """
    with source.open("rb") as file:
        start = file.read(4)
        if encoding == "utf-8" or start.startswith(codecs.BOM_UTF8):
            return source
        if encoding == "utf-16" and start[:2] not in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            raise FileRefused(FileProblem(code="bad_encoding", line=1, details={"declared": "UTF-16"}))
        file.seek(0)
        decoder = codecs.getincrementaldecoder(encoding)()
        lines = 1
        with target.open("w", encoding="utf-8", newline="") as copy:
            for block in chain(iter(lambda: file.read(MIB), b""), [b""]):
                try:
                    text = decoder.decode(block, not block)
                except UnicodeDecodeError as error:
                    details = {"byte": f"0x{error.object[error.start]:02X}", "declared": encoding}
                    line = lines + error.object.count(b"\n", 0, error.start)
                    raise FileRefused(FileProblem(code="bad_encoding", line=line, details=details)) from None
                lines += text.count("\n")
                copy.write(text)
    return target


def _lines(file, is_mended: bool) -> Iterator[str]:
    """Without their end, made safe."""
    if is_mended:
        for line in file:
            yield line.removesuffix("\n")
        return
    for line in file:
        line = line.removesuffix("\n").removesuffix("\r")
        if "\r" in line or "\x1f" in line:
            for mark, escape in _ESCAPES.items():
                line = line.replace(mark, escape)
        yield line


class _Split:
    """Lines with quotes, for one separator."""

    def __init__(self, separator: str) -> None:
        mark = re.escape(separator)
        quoted, plain = r'"(?:[^"]++|"")*+"', rf'(?!")[^{mark}]*+'
        closed = rf"(?:{quoted}(?={mark}|\Z)|{plain})"
        self.each = re.compile(rf'{mark}(?:"((?:[^"]++|"")*+)"(?={mark}|\Z)|({plain}))')
        self.open = re.compile(rf'(?:{closed}{mark})*+"(?:[^"]++|"")*+')
        self.separator = separator

    def cells(self, line: str) -> list[str] | None:
        """None where a quote is not ended."""
        found, at, line = [], 0, self.separator + line
        while at < len(line):
            match = self.each.match(line, at)
            if match is None:
                return None
            quoted, plain = match.groups()
            found.append(plain if quoted is None else quoted.replace('""', '"'))
            at = match.end()
        return found

    def join(
        self, line: str, waiting: deque[str], lines: Iterator[str], most_lines: int
    ) -> tuple[Record, int]:
        """The record that begins with this line, and how many more lines it takes; a broken one none."""
        record = line
        if self.open.fullmatch(line):
            for taken in range(most_lines):
                if taken == len(waiting):
                    following = next(lines, None)
                    if following is None:
                        break
                    waiting.append(following)
                record += "\0n" + waiting[taken]
                if len(record.encode()) > MAX_LINE:
                    break
                if '"' not in waiting[taken] or self.open.fullmatch(record):
                    continue
                cells = self.cells(record)
                if cells is not None:
                    return cells, taken + 1
                break
        return Unreadable(line, self._closed_before(line)), 0

    def _closed_before(self, line: str) -> int:
        """How many cells stand before the one whose quote is not ended."""
        at, count, line = 0, 0, self.separator + line
        while (match := self.each.match(line, at)) is not None:
            at, count = match.end(), count + 1
        return count
