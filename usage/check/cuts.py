"""Where a file of lines is cut into chunks, so that several can be checked at once."""

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from usage.check.rules import MIB

BLOCK = MIB


@dataclass(frozen=True, kw_only=True)
class Chunk:
    """`lines` whole lines of a file: `length` bytes from `offset`. first_line: its number, from 1."""

    number: int
    offset: int
    length: int
    first_line: int
    lines: int

    @property
    def end_line(self) -> int:
        """The line that follows the last one."""
        return self.first_line + self.lines


class Cutter:
    """Sees a file in blocks, counts its lines, and cuts it at line ends into pieces of about equal length."""

    def __init__(self, *, size: int, chunk_bytes: int):
        self.size, self.lines, self.at = size, 0, 0
        self.step = -(-size // max(1, round(size / chunk_bytes)))
        self.wanted = self.step
        self.starts = [(0, 1)]

    def add(self, block: bytes) -> None:
        """Count one block, wherever it was cut."""
        counted, lines = 0, self.lines
        while self.wanted <= self.at + len(block):
            found = block.find(b"\n", max(0, self.wanted - 1 - self.at))
            if found < 0 or self.at + found + 1 >= self.size:
                break
            lines += block.count(b"\n", counted, found + 1)
            counted = found + 1
            self.starts.append((self.at + counted, lines + 1))
            while self.wanted <= self.at + counted:
                self.wanted += self.step
        self.lines = lines + block.count(b"\n", counted)
        self.at += len(block)

    def end(self, *, lines: int) -> tuple[Chunk, ...]:
        """The chunks of a file of so many lines, a last one without an end among them."""
        ends = [*self.starts[1:], (self.size, lines + 1)]
        return tuple(
            Chunk(
                number=number,
                offset=offset,
                length=end - offset,
                first_line=first_line,
                lines=end_line - first_line,
            )
            for number, ((offset, first_line), (end, end_line)) in enumerate(
                zip(self.starts, ends, strict=True)
            )
        )


def cut(*, path: Path, chunk_bytes: int) -> tuple[Chunk, ...]:
    """The chunks of a file of our own, whose lines all have an end."""
    cutter = Cutter(size=path.stat().st_size, chunk_bytes=chunk_bytes)
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            cutter.add(block)
    return cutter.end(lines=cutter.lines)


def cut_out(*, source: BinaryIO, chunk: Chunk, target: Path) -> None:
    """Write the chunk to a file of its own, from a source that stands at its offset.

    DuckDB takes a byte order mark away from the beginning of a file; one that a line begins with must stay,
    so every chunk but the first is given one to be taken. Raises OSError where the source ends too early.
    """
    left = chunk.length
    with target.open("wb") as copy:
        if chunk.number:
            copy.write(codecs.BOM_UTF8)
        while left:
            block = source.read(min(BLOCK, left))
            if not block:
                raise OSError(f"chunk {chunk.number}: {left} bytes are missing")
            copy.write(block)
            left -= len(block)
