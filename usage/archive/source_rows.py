"""The accepted rows a statement line was summed from, found through the sort order of the archives."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from usage.archive.archived import archived
from usage.archive.buckets import DIMENSIONS
from usage.archive.duck import open_duck, text

# ruff: noqa: S608 (every value in SQL goes through duck.text)

DateRanges = Sequence[tuple[date, date]]


@dataclass(frozen=True, kw_only=True)
class SourceRow:
    """file: index into the archives given. line: as in the uploaded file. customer: keyed hash, hex."""

    file: int
    line: int
    usage_date: date
    quantity: Decimal
    gross_revenue: Decimal
    deductions: Decimal
    customer: str | None
    source_ref: str | None
    deployment: str | None


@dataclass(frozen=True, kw_only=True)
class SourceSums:
    """What the rows add up to, exactly."""

    rows: int
    quantity: Decimal
    gross_revenue: Decimal
    deductions: Decimal


def source_rows(
    *,
    parquet_paths: Sequence[Path],
    application: str,
    model: str,
    market: str,
    unit: str,
    currency: str,
    date_ranges: DateRanges,
    offset: int = 0,
    limit: int | None = 100,
) -> list[SourceRow]:
    """Rows of a line in the order of files and their lines; limit None: all that follow the offset.

    date_ranges: half-open, those of the line's buckets.
    """
    dimensions = (application, model, market, unit, currency)
    page = "" if limit is None else f" LIMIT {int(limit)}"
    with _matching(parquet_paths, dimensions, date_ranges) as (connection, rows):
        found = connection.execute(
            f"""
            SELECT file, line, usage_date, quantity, gross_revenue, deductions,
                lower(hex(customer)) AS customer, source_ref, deployment
            FROM ({rows}) ORDER BY file, line{page} OFFSET {int(offset)}
            """
        )
        names = [column[0] for column in found.description]
        return [SourceRow(**dict(zip(names, row, strict=True))) for row in found.fetchall()]


def sum_source_rows(
    *,
    parquet_paths: Sequence[Path],
    application: str,
    model: str,
    market: str,
    unit: str,
    currency: str,
    date_ranges: DateRanges,
) -> SourceSums:
    """How many rows a line has, and their sums."""
    dimensions = (application, model, market, unit, currency)
    with _matching(parquet_paths, dimensions, date_ranges) as (connection, rows):
        count, *sums = connection.execute(
            f"""
            SELECT count(*), coalesce(sum(quantity), 0), coalesce(sum(gross_revenue), 0),
                coalesce(sum(deductions), 0)
            FROM ({rows})
            """
        ).fetchone()
    quantity, gross_revenue, deductions = map(Decimal, sums)
    return SourceSums(rows=count, quantity=quantity, gross_revenue=gross_revenue, deductions=deductions)


@contextmanager
def _matching(
    parquet_paths: Sequence[Path], dimensions: Sequence[str], date_ranges: DateRanges
) -> Iterator[tuple]:
    """A connection, and the SQL of the matching rows of all archives."""
    same = " AND ".join(
        f"{column} = {text(value)}" for column, value in zip(DIMENSIONS, dimensions, strict=True)
    )
    days = " OR ".join(
        f"(usage_date >= DATE {text(from_date)} AND usage_date < DATE {text(to_date)})"
        for from_date, to_date in date_ranges
    )
    paths = [Path(path).absolute() for path in parquet_paths]
    if not paths:
        raise ValueError("no archive given")
    rows = " UNION ALL ".join(
        f"SELECT {number} AS file, * FROM {archived([path])} WHERE {same} AND ({days or 'false'})"
        for number, path in enumerate(paths)
    )
    with open_duck(files=paths) as connection:
        yield connection, rows
