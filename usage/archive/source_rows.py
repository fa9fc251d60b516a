"""The accepted rows a statement line was summed from, found through the sort order of the archives."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb

from usage.archive.archived import archived
from usage.archive.buckets import DIMENSIONS
from usage.archive.duck import text
from usage.archive.reading import reading

# ruff: noqa: S608 (every value in SQL goes through duck.text)

DateRanges = Sequence[tuple[date, date]]
AT_ONCE = 5000
SHOWN = "line, usage_date, quantity, gross_revenue, deductions"
"""References to customers and rows are half of what an archive would have to read, and no page shows them."""


@dataclass(frozen=True, kw_only=True)
class LineOfRows:
    """What the rows of a line share. date_ranges: half-open, those of the line's buckets."""

    application: str
    model: str
    market: str
    unit: str
    currency: str
    date_ranges: DateRanges


@dataclass(frozen=True, kw_only=True)
class Archives:
    """The Parquet files of each report. root: a folder they lie in that stays, None for passing copies."""

    reports: Sequence[Sequence[Path]]
    root: Path | None = None


@dataclass(frozen=True, kw_only=True)
class SourceRow:
    """file: index into the reports given. line: as in the uploaded file."""

    file: int
    line: int
    usage_date: date
    quantity: Decimal
    gross_revenue: Decimal
    deductions: Decimal


@dataclass(frozen=True, kw_only=True)
class SourceSums:
    """What the rows add up to, exactly."""

    rows: int = 0
    quantity: Decimal = Decimal(0)
    gross_revenue: Decimal = Decimal(0)
    deductions: Decimal = Decimal(0)


def source_rows(
    *, archives: Archives, line: LineOfRows, offset: int = 0, limit: int = 100
) -> tuple[SourceSums, list[SourceRow]]:
    """The sums of all rows of a line, and a page of them in the order of reports and lines: one search."""
    with _matching(archives, line) as (connection, rows):
        found = connection.execute(
            f"""
            WITH hit AS MATERIALIZED ({rows})
            FROM (
                SELECT count(*), coalesce(sum(quantity), 0), coalesce(sum(gross_revenue), 0),
                    coalesce(sum(deductions), 0)
                FROM hit
            ) LEFT JOIN (
                FROM hit ORDER BY file, line
                LIMIT {int(limit)} OFFSET {int(offset)}
            ) ON true ORDER BY file, line
            """
        ).fetchall()
    count, *sums = found[0][:4]
    quantity, gross_revenue, deductions = map(Decimal, sums)
    page = [_row(each[4:]) for each in found if each[4] is not None]
    total = SourceSums(rows=count, quantity=quantity, gross_revenue=gross_revenue, deductions=deductions)
    return total, page


def every_source_row(*, archives: Archives, line: LineOfRows) -> Iterator[SourceRow]:
    """All of them in that order, from one search, a piece in memory at a time."""
    with _matching(archives, line) as (connection, rows):
        found = connection.execute(f"FROM ({rows}) ORDER BY file, line")
        while piece := found.fetchmany(AT_ONCE):
            yield from map(_row, piece)


def _row(cells: tuple) -> SourceRow:
    file, line, usage_date, quantity, gross_revenue, deductions = cells
    return SourceRow(
        file=file,
        line=line,
        usage_date=usage_date,
        quantity=quantity,
        gross_revenue=gross_revenue,
        deductions=deductions,
    )


@contextmanager
def _matching(archives: Archives, line: LineOfRows) -> Iterator[tuple[duckdb.DuckDBPyConnection, str]]:
    """A connection, and the SQL of the matching rows of all reports."""
    same = " AND ".join(f"{column} = {text(getattr(line, column))}" for column in DIMENSIONS)
    days = " OR ".join(
        f"(usage_date >= DATE {text(from_date)} AND usage_date < DATE {text(to_date)})"
        for from_date, to_date in line.date_ranges
    )
    paths = [[Path(path).absolute() for path in report] for report in archives.reports]
    if not any(paths):
        raise ValueError("no archive given")
    rows = " UNION ALL ".join(
        f"SELECT {number} AS file, {SHOWN} FROM {archived(report)} WHERE {same} AND ({days or 'false'})"
        for number, report in enumerate(paths)
        if report
    )
    files = [path for report in paths for path in report]
    with reading(files=files, root=archives.root) as connection:
        yield connection, rows
