"""What the accepted rows become: rows.parquet, bucket sums and totals."""

# ruff: noqa: S608 (every value in SQL goes through duck.text)

from collections.abc import Iterable
from pathlib import Path

import duckdb

from usage.archive.buckets import DIMENSIONS, BucketSum, bucket_ranges, bucket_sums
from usage.archive.duck import text
from usage.archive.keyed_hash import keyed_hash
from usage.check.canonical import NUMBERS
from usage.check.row_rules import RowRules
from usage.check.rules import MIB
from usage.check.staging import RIGHT
from usage.check.verdict import Total
from usage.check.vocabulary import Vocabulary

MIN_GROUP, MAX_GROUP, GROUP_BYTES = 2048, 307_200, 32 * MIB
"""A row group is written from memory, with a dictionary of its customers: the fewer, the smaller the file."""
FREE = ("source_ref", "deployment")
ACCEPTED = f"(kind = {RIGHT})"


def write_rows(
    *,
    connection: duckdb.DuckDBPyConnection,
    rules: RowRules,
    target: Path,
    lines: int,
    row_bytes: int,
    run,
) -> None:
    """Write the accepted rows, sorted by the bucket's dimensions, usage_date, line.

    lines: how many the chunk has. row_bytes: about.
    """
    vocabulary = rules.vocabulary
    # One number says the whole order, and nothing is sorted that can be put back afterwards.
    place = f"({vocabulary.sort_key(lines)} * {lines} + packed.rowid)"
    given = [column for column in FREE if column in rules.columns]
    free = ", ".join(column if column in given else f"NULL::VARCHAR AS {column}" for column in FREE)
    sorted_columns = ", ".join(("usage_date", *DIMENSIONS, *NUMBERS, "customer", *given))
    connection.execute(
        f"""
        CREATE TEMP TABLE customers AS
        SELECT customer_ref, {keyed_hash("customer_ref", vocabulary.rules.customer_key)} AS customer
        FROM (SELECT DISTINCT customer_ref FROM packed WHERE customer_ref IS NOT NULL AND {ACCEPTED})
        """
    )
    run(
        f"""
        COPY (
            SELECT line_of((place % {lines})::BIGINT) AS line, usage_date, {", ".join(DIMENSIONS + NUMBERS)},
                customer, {free}
            FROM (
                SELECT {place} AS place, {sorted_columns}
                FROM packed LEFT JOIN customers USING (customer_ref)
                WHERE {ACCEPTED} ORDER BY place
            )
        ) TO {text(target)} ({packing(row_bytes)})
        """
    )


def packing(row_bytes: int) -> str:
    """SQL: how an archive is written whose rows have about so many bytes."""
    group = max(MIN_GROUP, min(MAX_GROUP, GROUP_BYTES // row_bytes))
    return (
        f"FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, PARQUET_VERSION v2, ROW_GROUP_SIZE {group}"
    )


def sum_buckets(*, connection: duckdb.DuckDBPyConnection, vocabulary: Vocabulary) -> tuple[BucketSum, ...]:
    """The bucket sums of the accepted rows."""
    rules = vocabulary.rules
    return bucket_sums(
        connection=connection,
        rows=f"(SELECT * FROM packed AS staged WHERE {ACCEPTED})",
        ranges=bucket_ranges(first=rules.first_day, end=rules.end_day, cuts=rules.cuts),
        daily_currencies=rules.daily_currencies,
    )


def total(buckets: Iterable[BucketSum], name: str) -> tuple[Total, ...]:
    """Sums of the buckets by one dimension and currency."""
    sums: dict[tuple[str, str], list] = {}
    for bucket in buckets:
        row = sums.setdefault((getattr(bucket, name), bucket.currency), [0, 0, 0])
        row[0] += bucket.rows
        row[1] += bucket.gross_revenue
        row[2] += bucket.deductions
    return tuple(
        Total(name=key, currency=currency, rows=rows, gross_revenue=gross, deductions=deductions)
        for (key, currency), (rows, gross, deductions) in sorted(sums.items())
    )
