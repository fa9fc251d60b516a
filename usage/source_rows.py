"""The rows of the files behind a line of a statement."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from usage.archive.source_rows import (
    Archives,
    LineOfRows,
    SourceRow,
    SourceSums,
    every_source_row,
    source_rows,
)
from usage.models import Report
from usage.storage import local_paths, storage_root


class RowBehind(NamedTuple):
    """One accepted row. `line` as in the uploaded file."""

    report: Report
    file_name: str
    line: int
    usage_date: date
    quantity: Decimal
    gross_revenue: Decimal
    deductions: Decimal


@dataclass(frozen=True, slots=True)
class SourceRows:
    """Of all rows the exact `sums`; `rows` is the part asked for. `erased`: reports without rows."""

    sums: SourceSums
    rows: list[RowBehind]
    erased: list[Report]

    @property
    def total(self) -> int:
        return self.sums.rows


def rows_behind(
    *, reports: Sequence[Report], line: LineOfRows, offset: int = 0, limit: int = 50
) -> SourceRows:
    """Rows of those dimensions and half-open ranges of days, by report and line."""
    erased = [report for report in reports if report.erased_at]
    archived = [report for report in reports if report.archives]
    if not archived:
        return SourceRows(SourceSums(), [], erased)
    with _archives_of(archived) as archives:
        sums, found = source_rows(archives=archives, line=line, offset=offset, limit=limit)
    return SourceRows(sums, [_row(archived, each) for each in found], erased)


def every_row_behind(*, reports: Sequence[Report], line: LineOfRows) -> Iterator[RowBehind]:
    """All rows that are kept, by report and line, a piece in memory at a time."""
    archived = [report for report in reports if report.archives]
    if not archived:
        return
    with _archives_of(archived) as archives:
        for each in every_source_row(archives=archives, line=line):
            yield _row(archived, each)


@contextmanager
def _archives_of(reports: Sequence[Report]) -> Iterator[Archives]:
    """Where they lie; a remote storage's are copied for as long."""
    root = storage_root()
    with TemporaryDirectory(prefix="rows-") as folder:
        paths = [local_paths(names=report.archives, folder=Path(folder)) for report in reports]
        yield Archives(reports=paths, root=root)


def _row(archived: Sequence[Report], each: SourceRow) -> RowBehind:
    report = archived[each.file]
    return RowBehind(
        report,
        report.file.name,
        each.line,
        each.usage_date,
        each.quantity,
        each.gross_revenue,
        each.deductions,
    )
