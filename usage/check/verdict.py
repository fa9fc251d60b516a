"""What checking a file finds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from usage.archive.buckets import BucketSum


@dataclass(frozen=True, kw_only=True)
class FileProblem:
    """Why a file was refused before its rows were looked at. details: plain values for the sentence."""

    code: str
    line: int | None = None
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One fault of one cell, or of the row's structure (too_many_columns: column empty)."""

    line: int
    column: str
    code: str
    found: str
    expected: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ProblemGroup:
    """All problems of one code in one column, and the first of them."""

    code: str
    column: str
    count: int
    examples: tuple[Problem, ...]


@dataclass(frozen=True, kw_only=True)
class FileWarning:
    """Something worth a look that rejects no row: equal_rows, blank_lines, left_out, zero_revenue."""

    code: str
    count: int
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Total:
    """Accepted rows of one currency, and of one application or model of it."""

    name: str
    currency: str
    rows: int
    gross_revenue: Decimal
    deductions: Decimal


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """file_problems not empty: nothing was counted. Else accepted + rejected = rows; both archives exist.

    Each archive is one file for each chunk, in the order of lines.
    """

    file_problems: tuple[FileProblem, ...] = ()
    format: str = ""
    columns: tuple[str, ...] = ()
    rows: int = 0
    accepted: int = 0
    rejected: int = 0
    problems: int = 0
    groups: tuple[ProblemGroup, ...] = ()
    by_currency: tuple[Total, ...] = ()
    by_application: tuple[Total, ...] = ()
    by_model: tuple[Total, ...] = ()
    buckets: tuple[BucketSum, ...] = ()
    warnings: tuple[FileWarning, ...] = ()
    customers: Mapping[str, object] | None = None
    rows_paths: tuple[Path, ...] = ()
    problems_paths: tuple[Path, ...] = ()

    @property
    def readable(self) -> bool:
        """Whether the rows could be looked at one by one."""
        return not self.file_problems

    @property
    def rows_path(self) -> Path | None:
        """Where one chunk was the whole file."""
        return self.rows_paths[0] if self.rows_paths else None

    @property
    def problems_path(self) -> Path | None:
        return self.problems_paths[0] if self.problems_paths else None


@dataclass(frozen=True, kw_only=True)
class Progress:
    """stage: unpacking, reading, checking, archiving. Bytes are of what is read; rows are estimated."""

    stage: str
    bytes_done: int
    bytes_total: int
    rows: int = 0


class FileRefused(Exception):
    """Raised inside the check, never out of it: the file as a whole cannot be checked."""

    def __init__(self, *problems: FileProblem):
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems
