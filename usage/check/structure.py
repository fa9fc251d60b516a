"""One fast pass over the bytes: is this a text file of lines in UTF-8, and what must be known to read it?"""

import codecs
from dataclasses import dataclass
from pathlib import Path

from usage.check.canonical import MAX_LINE
from usage.check.cuts import BLOCK, Chunk, Cutter
from usage.check.rules import Limits
from usage.check.verdict import FileProblem, FileRefused, Progress

SEPARATOR = b"\x1f"
"""Never part of a cell when DuckDB reads whole lines: files that hold it are mended first."""
MAGIC = {
    b"PK\x05\x06": "zip",
    b"\xd0\xcf\x11\xe0": "excel",
    b"%PDF": "pdf",
    b"\x28\xb5\x2f\xfd": "zstandard",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"7z\xbc\xaf": "7z",
    b"SQLite format 3": "sqlite",
}
WIDE_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
STARTS = {b"{": "json", b"[": "json", b"<": "markup"}


@dataclass
class Structure:
    """lines: physical lines, the header among them. first_line: without mark and line end.

    chunks: where these bytes may be cut, as long as every record is one line.
    """

    size: int
    first_line: bytes = b""
    lines: int = 0
    line_feeds: int = 0
    returns: int = 0
    return_line_feeds: int = 0
    quotes: bool = False
    separators: bool = False
    long_lines: bool = False
    chunks: tuple[Chunk, ...] = ()

    @property
    def uneven_ends(self) -> bool:
        """Whether line ends are mixed, or a carriage return stands alone."""
        return self.returns != self.return_line_feeds or self.returns not in (0, self.line_feeds)


def read_structure(*, path: Path, limits: Limits, on_progress, is_mended: bool = False) -> Structure:
    """Raises FileRefused: empty_file, file_too_large, unsupported_format, bad_encoding.

    is_mended: the lines are our own, and hold NUL where a cell held a line break.
    """
    size = path.stat().st_size
    if not size:
        raise FileRefused(FileProblem(code="empty_file"))
    most = limits.max_unpacked_bytes if is_mended else limits.max_bytes
    if size > most:
        details = {"bytes": size, "limit": most}
        raise FileRefused(FileProblem(code="file_too_large", details=details))
    scan = _Scan(Structure(size=size), limits, is_mended)
    done = 0
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            if not done and not is_mended:
                _refuse_other_formats(block)
            scan.cutter.add(block)
            scan.add(block if done else block.removeprefix(codecs.BOM_UTF8))
            done += len(block)
            on_progress(Progress(stage="reading", bytes_done=done, bytes_total=size, rows=scan.seen.lines))
    return scan.end()


class _Scan:
    """Counts in blocks as they come; only what a block holds is looked for twice."""

    def __init__(self, seen: Structure, limits: Limits, is_mended: bool):
        self.seen, self.max_line_bytes, self.is_mended = seen, limits.max_line_bytes, is_mended
        self.cutter = Cutter(size=seen.size, chunk_bytes=limits.chunk_bytes)
        self.decoder = codecs.getincrementaldecoder("utf-8")()
        self.head, self.headed = b"", False
        self.open_line = 0
        self.after_return = False
        self.empty = True

    def add(self, block: bytes) -> None:
        """Count one block, wherever it was cut."""
        seen = self.seen
        if not self.is_mended and b"\0" in block:
            line = seen.lines + 1 + block.count(b"\n", 0, block.index(b"\0"))
            raise FileRefused(FileProblem(code="unsupported_format", line=line, details={"kind": "binary"}))
        self._decode(block)
        self.empty = self.empty and (not block or block.isspace())
        self._count_returns(block)
        feeds = self.cutter.lines - seen.line_feeds
        seen.long_lines = seen.long_lines or self._holds_long_line(block)
        if not self.headed:
            self.head += block if not feeds else block[: block.index(b"\n")]
            self.headed = feeds > 0
        self.open_line = len(block) - block.rfind(b"\n") - 1 if feeds else self.open_line + len(block)
        if not feeds:
            self._refuse_long_line()
        seen.lines += feeds
        seen.line_feeds += feeds
        seen.quotes = seen.quotes or b'"' in block
        seen.separators = seen.separators or SEPARATOR in block

    def _decode(self, block: bytes, final: bool = False) -> None:
        if block.isascii() and not final and not self.decoder.getstate()[0]:
            return
        try:
            self.decoder.decode(block, final)
        except UnicodeDecodeError as error:
            before = self.seen.lines + error.object.count(b"\n", 0, error.start)
            details = {"byte": f"0x{error.object[error.start]:02X}"}
            raise FileRefused(FileProblem(code="bad_encoding", line=before + 1, details=details)) from None

    def _count_returns(self, block: bytes) -> None:
        if self.after_return and block.startswith(b"\n"):
            self.seen.return_line_feeds += 1
        self.after_return = block.endswith(b"\r")
        if b"\r" in block:
            self.seen.returns += block.count(b"\r")
            self.seen.return_line_feeds += block.count(b"\r\n")

    def _holds_long_line(self, block: bytes) -> bool:
        start = -self.open_line
        while start + MAX_LINE < len(block):
            found = block.rfind(b"\n", max(start, 0), max(start + MAX_LINE + 1, 0))
            if found < 0:
                return True
            start = found + 1
        return False

    def _refuse_long_line(self) -> None:
        seen = self.seen
        if self.open_line > self.max_line_bytes:
            self._refuse_carriage_returns()
            details = {"limit": self.max_line_bytes}
            raise FileRefused(FileProblem(code="file_too_large", line=seen.lines + 1, details=details))

    def _refuse_carriage_returns(self) -> None:
        if not self.seen.lines and self.seen.returns > 1:
            raise FileRefused(FileProblem(code="unsupported_format", details={"kind": "carriage_returns"}))

    def end(self) -> Structure:
        """What was counted, a last line without an end included."""
        self._decode(b"", final=True)
        self._refuse_carriage_returns()
        if self.empty:
            raise FileRefused(FileProblem(code="empty_file"))
        self.seen.lines += self.open_line > 0
        self.seen.chunks = self.cutter.end(lines=self.seen.lines)
        self.seen.first_line = self.head.removesuffix(b"\r")
        return self.seen


def _refuse_other_formats(block: bytes) -> None:
    for mark, encoding in WIDE_MARKS.items():
        if block.startswith(mark):
            raise FileRefused(FileProblem(code="bad_encoding", line=1, details={"encoding": encoding}))
    for magic, kind in MAGIC.items():
        if block.startswith(magic):
            raise FileRefused(FileProblem(code="unsupported_format", details={"kind": kind}))
    first = block.removeprefix(codecs.BOM_UTF8).lstrip()[:1]
    if first in STARTS:
        raise FileRefused(FileProblem(code="unsupported_format", details={"kind": STARTS[first]}))
