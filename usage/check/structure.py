"""One fast pass over the bytes: is this a text file of lines in UTF-8, and what must be known to read it?"""

import codecs
from dataclasses import dataclass
from pathlib import Path

from usage.check.rules import MIB, Limits
from usage.check.verdict import FileProblem, FileRefused, Progress

BLOCK = MIB
SEPARATOR = b"\x1f"
"""Never part of a cell when DuckDB reads whole lines: files that hold it are mended first."""
MAGIC = {
    b"\x1f\x8b": "gzip",
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"PAR1": "parquet",
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
    """lines: physical lines, the header among them. first_line: without mark and line end."""

    size: int
    first_line: bytes = b""
    lines: int = 0
    blank_lines: int = 0
    line_feeds: int = 0
    returns: int = 0
    return_line_feeds: int = 0
    quotes: int = 0
    separators: int = 0
    long_lines: bool = False

    @property
    def uneven_ends(self) -> bool:
        """Whether line ends are mixed, or a carriage return stands alone."""
        return self.returns != self.return_line_feeds or self.returns not in (0, self.line_feeds)


def read_structure(*, path: Path, limits: Limits, on_progress) -> Structure:
    """Raises FileRefused: empty_file, file_too_large, unsupported_format, bad_encoding."""
    size = path.stat().st_size
    if not size:
        raise FileRefused(FileProblem(code="empty_file"))
    if size > limits.max_bytes:
        details = {"bytes": size, "limit": limits.max_bytes}
        raise FileRefused(FileProblem(code="file_too_large", details=details))
    seen = Structure(size=size)
    done = 0
    carry = b""
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            if not done:
                _refuse_other_formats(block)
                block = block.removeprefix(codecs.BOM_UTF8)
            done += len(block)
            data = carry + block
            cut = data.rfind(b"\n") + 1
            if not cut:
                seen.long_lines = True
                if len(data) > limits.max_line_bytes:
                    _refuse_carriage_returns(seen, data)
                    details = {"limit": limits.max_line_bytes}
                    raise FileRefused(
                        FileProblem(code="file_too_large", line=seen.lines + 1, details=details)
                    )
                carry = data
                continue
            carry = data[cut:]
            _add(seen, data[:cut])
            on_progress(Progress(stage="reading", bytes_done=done, bytes_total=size, rows=seen.lines))
    if carry:
        _add(seen, carry + b"\n")
        seen.line_feeds -= 1
    _refuse_no_lines(seen)
    return seen


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


def _add(seen: Structure, piece: bytes) -> None:
    """Count a piece of whole lines."""
    if b"\0" in piece:
        line = seen.lines + 1 + piece.count(b"\n", 0, piece.index(b"\0"))
        raise FileRefused(FileProblem(code="unsupported_format", line=line, details={"kind": "binary"}))
    if not piece.isascii():
        try:
            piece.decode("utf-8")
        except UnicodeDecodeError as error:
            line = seen.lines + 1 + piece.count(b"\n", 0, error.start)
            details = {"byte": f"0x{piece[error.start]:02X}"}
            raise FileRefused(FileProblem(code="bad_encoding", line=line, details=details)) from None
    if not seen.lines:
        seen.first_line = piece[: piece.index(b"\n")].removesuffix(b"\r")
    feeds = piece.count(b"\n")
    seen.lines += feeds
    seen.line_feeds += feeds
    seen.returns += piece.count(b"\r")
    seen.return_line_feeds += piece.count(b"\r\n")
    seen.quotes += piece.count(b'"')
    seen.separators += piece.count(SEPARATOR)
    if piece[0] in b"\r\n" or b"\n\n" in piece or b"\n\r\n" in piece:
        seen.blank_lines += sum(line in (b"", b"\r") for line in piece.split(b"\n")[:-1])


def _refuse_no_lines(seen: Structure) -> None:
    _refuse_carriage_returns(seen, seen.first_line)
    if seen.blank_lines == seen.lines:
        raise FileRefused(FileProblem(code="empty_file"))


def _refuse_carriage_returns(seen: Structure, line: bytes) -> None:
    if not seen.line_feeds and line.count(b"\r") > 1:
        raise FileRefused(FileProblem(code="unsupported_format", details={"kind": "carriage_returns"}))
