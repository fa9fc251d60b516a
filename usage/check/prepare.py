"""The first step of a check: read the file once, and say how its rows are to be checked, in which chunks."""

# ruff: noqa: S608 (every value in SQL goes through duck.text)

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from usage.archive.duck import open_duck
from usage.check.cells import broken
from usage.check.cuts import Chunk, cut
from usage.check.header import read_header
from usage.check.mend import mend
from usage.check.rules import CheckRules, Limits
from usage.check.staging import lines
from usage.check.structure import Structure, read_structure
from usage.check.verdict import Progress
from usage.dialects.definition import Definition
from usage.dialects.spoken import translation_for
from usage.formats.unpack import Unpacked, unpack


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All that must be known to check any chunk. format: of the file as it came, of `file_bytes`.

    columns: the header's names in order. size, lines: of the file of lines that is cut, `has_header` of which
    is a header. joined: lines that mending made part of the record before them. not_rows: lines that a
    dialect left empty, `left_out` of them (first `left_out_lines`) in place of a row.
    """

    format: str
    file_bytes: int
    columns: tuple[str, ...]
    has_header: bool
    quoted: bool
    mended: bool
    size: int
    lines: int
    joined: int
    chunks: tuple[Chunk, ...]
    not_rows: int = 0
    left_out: int = 0
    left_out_lines: tuple[int, ...] = ()

    @property
    def records(self) -> int:
        """Rows and blank lines."""
        return self.lines - self.has_header - self.joined - self.not_rows

    @property
    def row_bytes(self) -> int:
        return self.size // self.lines + 1


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """lines: the file that is cut; the one given, where that could be read as it lies.

    originals: of a file in a dialect, what stood where (`dialects/originals.py`). long_lines: those that had
    to be shortened, as they were (`mend.py`).
    """

    plan: Plan
    lines: Path
    originals: Path | None = None
    long_lines: Path | None = None


def prepare(
    *,
    path: Path,
    folder: Path,
    rules: CheckRules,
    on_progress: Callable[[Progress], None],
    dialect: Definition | None = None,
) -> Prepared:
    """Unpacked and mended copies are written into the folder. Raises FileRefused."""
    limits = rules.limits
    unpacked = unpack(
        path=path,
        folder=folder,
        limits=limits,
        on_progress=on_progress,
        translation=translation_for(dialect, rules) if dialect else None,
    )
    found = read_structure(
        path=unpacked.path, limits=limits, on_progress=on_progress, is_mended=unpacked.is_mended
    )
    columns = read_header(found.first_line, names=unpacked.columns, revenue_optional=rules.revenue_optional)
    has_header = unpacked.columns is None
    source, chunks, size, joined = unpacked.path, found.chunks, found.size, 0
    long_lines = folder / "long-lines.csv"
    if needs_mending := _needs_mending(unpacked, found, folder, limits):
        source = folder / "mended.csv"
        joined = mend(
            source=unpacked.path,
            target=source,
            limits=limits,
            columns=columns,
            has_header=has_header,
            long_lines=long_lines,
        )
        size, chunks = source.stat().st_size, cut(path=source, chunk_bytes=limits.chunk_bytes)
    plan = Plan(
        format=unpacked.kind,
        file_bytes=path.stat().st_size,
        columns=columns,
        has_header=has_header,
        quoted=found.quotes,
        mended=unpacked.is_mended or needs_mending,
        size=size,
        lines=found.lines,
        joined=joined,
        chunks=chunks,
        not_rows=unpacked.not_rows,
        left_out=unpacked.left_out,
        left_out_lines=unpacked.left_out_lines,
    )
    return Prepared(
        plan=plan,
        lines=source,
        originals=unpacked.originals,
        long_lines=long_lines if long_lines.exists() else None,
    )


def _needs_mending(unpacked: Unpacked, found: Structure, folder: Path, limits: Limits) -> bool:
    """Whether some record is not exactly one line as DuckDB reads lines."""
    if unpacked.is_mended:
        return found.long_lines
    if found.uneven_ends or found.separators or found.long_lines:
        return True
    if not found.quotes:
        return False
    query = f"SELECT 1 FROM {lines(unpacked.path)} WHERE {broken()} LIMIT 1"
    with open_duck(
        files=[unpacked.path], folder=folder, memory_mib=limits.memory_mib, threads=limits.threads
    ) as connection:
        return connection.execute(query).fetchone() is not None
