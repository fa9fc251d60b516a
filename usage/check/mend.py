"""Write a copy in which every record is one line, at the line where it began; later lines of it stay blank.

Only files that need it come here: quoted line breaks, mixed line ends, lone carriage returns, enormous lines.
What would break a line is written as NUL and a letter: no file that holds a NUL gets this far.
"""

import codecs
import re
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from usage.check.canonical import LONGEST, MAX_LINE
from usage.check.rules import Limits
from usage.check.shorten import shorten, whole_marks
from usage.check.structure import SEPARATOR
from usage.check.verdict import FileProblem, FileRefused

BAD_RECORD = "\0b"
"""Begins a line that no row could be read from: the rest of it is what stood there."""
ESCAPES = {b"\n": b"\0n", b"\r": b"\0r", SEPARATOR: b"\0u"}
_CLOSED = rb'"(?:[^"]++|"")*+"(?=,|\Z)|(?!")[^,]*+'
_WHOLE = re.compile(rb"(?:(?:%b),)*+(?:%b)" % (_CLOSED, _CLOSED))
_OPEN = re.compile(rb'(?:(?:%b),)*+"(?:[^"]++|"")*+' % _CLOSED)


def mend(
    *,
    source: Path,
    target: Path,
    limits: Limits,
    columns: Sequence[str] | None = None,
    has_header: bool = True,
    long_lines: Path | None = None,
) -> int:
    """The number of lines that are now part of the record before them.

    Where columns are given, lines above MAX_LINE are cut to what their faults need; raises FileRefused
    (file_too_large) for one that has no other fault than its length. long_lines: a file that they are
    written to as they were (cut at LONGEST), each after its number and a comma; none where there are none.
    """
    joined = 0
    with source.open("rb") as given, target.open("wb") as copy:
        for number, (line, is_joined) in enumerate(_records(given, limits.max_quoted_lines), 1):
            joined += is_joined
            if columns and number > has_header and len(line) > MAX_LINE:
                whole, line = line, shorten(line, columns)
                if line is None:
                    details = {"limit": MAX_LINE}
                    raise FileRefused(FileProblem(code="file_too_large", line=number, details=details))
                if long_lines is not None:
                    _keep(long_lines, number, whole)
            copy.write(line + b"\n")
    return joined


def _keep(long_lines: Path, number: int, line: bytes) -> None:
    if len(line) > LONGEST:
        line = whole_marks(line[:LONGEST]) + "…".encode()
    with long_lines.open("ab") as target:
        target.write(b"%d,%b\n" % (number, line))


def _records(given: BinaryIO, most_lines: int) -> Iterator[tuple[bytes, bool]]:
    waiting: deque[bytes] = deque()
    lines = _lines(given)
    while True:
        line = waiting.popleft() if waiting else next(lines, None)
        if line is None:
            return
        extra = 0
        if b'"' in line and _OPEN.fullmatch(line):
            line, extra = _join(line, waiting, lines, most_lines)
        yield line, False
        for _ in range(extra):
            waiting.popleft()
            yield b"", True


def _lines(given: BinaryIO) -> Iterator[bytes]:
    """Lines without their end, made safe."""
    for number, line in enumerate(given):
        if not number:
            line = line.removeprefix(codecs.BOM_UTF8)
        line = line.removesuffix(b"\n").removesuffix(b"\r")
        for mark in (b"\r", SEPARATOR):
            if mark in line:
                line = line.replace(mark, ESCAPES[mark])
        yield line


def _join(line: bytes, waiting: deque[bytes], lines: Iterator[bytes], most_lines: int) -> tuple[bytes, int]:
    """The record that begins with this line, and how many more lines it takes; a broken one is left alone."""
    record = line
    for taken in range(most_lines):
        if taken == len(waiting):
            following = next(lines, None)
            if following is None:
                break
            waiting.append(following)
        record += ESCAPES[b"\n"] + waiting[taken]
        if len(record) > MAX_LINE:
            break
        if b'"' not in waiting[taken] or _OPEN.fullmatch(record):
            continue
        if _WHOLE.fullmatch(record):
            return record, taken + 1
        break
    return line, 0
