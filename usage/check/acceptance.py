"""What the accepted rows become: rows.parquet, bucket sums and totals."""

# ruff: noqa: S608 (every value in SQL goes through duck.text)

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import duckdb

from usage.archive.days import bucket_ranges
from usage.archive.duck import text
from usage.check.canonical import DIMENSIONS, NUMBERS
from usage.check.staging import RIGHT
from usage.check.verdict import BucketSum, Total
from usage.check.vocabulary import Vocabulary, date_literal

HASH_BYTES = 16
HMAC_BLOCK = 64
ACCEPTED = f"(kind = {RIGHT} AND staged.rowid + 1 NOT IN (SELECT line FROM repeated))"


def write_rows(*, connection: duckdb.DuckDBPyConnection, vocabulary: Vocabulary, target: Path, run) -> None:
    """Write the accepted rows, sorted by the bucket's dimensions, usage_date, line."""
    connection.execute(
        f"""
        CREATE TEMP TABLE customers AS
        SELECT customer_ref, {_keyed_hash("customer_ref", vocabulary.rules.customer_key)} AS customer
        FROM (SELECT DISTINCT customer_ref FROM staged WHERE customer_ref IS NOT NULL AND {ACCEPTED})
        """
    )
    names = ", ".join(f"{vocabulary[column].code(column)} AS {column}" for column in DIMENSIONS)
    run(
        f"""
        COPY (
            SELECT staged.rowid + 1 AS line,
                {date_literal(vocabulary.rules.period_from)} + day::INTEGER AS usage_date,
                {names}, {", ".join(NUMBERS)}, customer, source_ref,
                {vocabulary["deployment"].code("deployment")} AS deployment
            FROM staged LEFT JOIN customers USING (customer_ref)
            WHERE {ACCEPTED}
            ORDER BY {vocabulary.sort_key("staged.")}, staged.rowid
        ) TO {text(target)} (FORMAT parquet, COMPRESSION zstd)
        """
    )


def _keyed_hash(value: str, key: bytes) -> str:
    """SQL: the first bytes of HMAC-SHA256 (RFC 2104)."""
    if len(key) > HMAC_BLOCK:
        key = hashlib.sha256(key).digest()
    key = key.ljust(HMAC_BLOCK, b"\0")
    inner, outer = (bytes(byte ^ pad for byte in key).hex() for pad in (0x36, 0x5C))
    digest = f"unhex(sha256(unhex('{inner}') || encode({value})))"
    return f"unhex(left(sha256(unhex('{outer}') || {digest}), {HASH_BYTES * 2}))"


def sum_buckets(*, connection: duckdb.DuckDBPyConnection, vocabulary: Vocabulary) -> tuple[BucketSum, ...]:
    """The sums of the accepted rows by dimensions and [from, to), in that order."""
    rules = vocabulary.rules
    ranges = bucket_ranges(first=rules.first_day, end=rules.end_day, cuts=rules.cuts)
    starts = {day: from_date for from_date, to_date in ranges for day in _days(from_date, to_date)}
    length = (rules.period_to - rules.period_from).days
    offsets = [
        (starts[day] - rules.period_from).days if day in starts else -1
        for day in (rules.period_from + timedelta(number) for number in range(length))
    ]
    daily = [place for code, place in vocabulary["currency"].places.items() if code in rules.daily_currencies]
    start = f"{offsets}[day::INTEGER + 1]"
    if daily:
        start = f"CASE WHEN currency IN ({', '.join(map(str, daily))}) THEN day::INTEGER ELSE {start} END"
    keys = ", ".join(DIMENSIONS)
    found = connection.execute(
        f"""
        SELECT {keys}, {start} AS start, sum(quantity), sum(gross_revenue), sum(deductions), count(*)
        FROM staged WHERE {ACCEPTED} GROUP BY {keys}, start ORDER BY {keys}, start
        """
    ).fetchall()
    ends = dict(ranges)
    codes = [vocabulary[column].codes for column in DIMENSIONS]
    buckets = []
    for *places, offset, quantity, gross_revenue, deductions, rows in found:
        named = {column: known[place] for column, known, place in zip(DIMENSIONS, codes, places, strict=True)}
        from_date = rules.period_from + timedelta(offset)
        single = named["currency"] in rules.daily_currencies
        buckets.append(
            BucketSum(
                **named,
                from_date=from_date,
                to_date=from_date + timedelta(1) if single else ends[from_date],
                quantity=quantity,
                gross_revenue=gross_revenue,
                deductions=deductions,
                rows=rows,
            )
        )
    return tuple(buckets)


def _days(from_date, to_date):
    return (from_date + timedelta(days) for days in range((to_date - from_date).days))


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
