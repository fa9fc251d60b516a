"""Exact sums of archived rows by dimensions and half-open ranges of days (FORMULA section 2)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import duckdb

from usage.archive.archived import NUMBERS
from usage.archive.duck import text

# ruff: noqa: S608 (every value in SQL goes through duck.text)

DIMENSIONS = ("application", "model", "market", "unit", "currency")
"""What a bucket is keyed by. An archive is sorted in this order, then by usage_date, then by line."""
KEYS = ", ".join(DIMENSIONS)
SUM = "DECIMAL(38, 12)"


@dataclass(frozen=True, kw_only=True)
class BucketSum:
    """Accepted rows that share all five dimensions and [from_date, to_date)."""

    application: str
    model: str
    market: str
    unit: str
    currency: str
    from_date: date
    to_date: date
    quantity: Decimal
    gross_revenue: Decimal
    deductions: Decimal
    rows: int


def bucket_ranges(*, first: date, end: date, cuts: Iterable[date]) -> list[tuple[date, date]]:
    """[first, end) cut at the days given, as half-open ranges in order; empty where end <= first."""
    if end <= first:
        return []
    return list(pairwise([first, *sorted({day for day in cuts if first < day < end}), end]))


def bucket_sums(
    *,
    connection: duckdb.DuckDBPyConnection,
    rows: str,
    ranges: Sequence[tuple[date, date]],
    daily_currencies: Collection[str],
) -> tuple[BucketSum, ...]:
    """The sums of a relation's rows that lie in the ranges, in the order of dimensions and days."""
    if not ranges:
        return ()
    days = [f"DATE {text(from_date)}" for from_date, _ in reversed(ranges)]
    start = f"CASE {' '.join(f'WHEN usage_date >= {day} THEN {day}' for day in days)} END"
    if daily_currencies:
        daily = ", ".join(text(currency) for currency in sorted(daily_currencies))
        start = f"CASE WHEN currency IN ({daily}) THEN usage_date ELSE {start} END"
    sums = ", ".join(f"sum({column})::{SUM} AS {column}" for column in NUMBERS)
    found = connection.execute(
        f"""
        SELECT {KEYS}, {start} AS from_date, {sums}, count(*) AS rows
        FROM {rows}
        WHERE usage_date >= DATE {text(ranges[0][0])} AND usage_date < DATE {text(ranges[-1][1])}
        GROUP BY {KEYS}, from_date ORDER BY {KEYS}, from_date
        """
    )
    names = [column[0] for column in found.description]
    ends = dict(ranges)
    buckets = []
    for row in found.fetchall():
        bucket = dict(zip(names, row, strict=True))
        day = bucket["from_date"]
        to_date = day + timedelta(1) if bucket["currency"] in daily_currencies else ends[day]
        buckets.append(BucketSum(**bucket, to_date=to_date))
    return tuple(buckets)
