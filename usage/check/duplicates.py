"""Rows that repeat a source_ref, and rows that are equal in everything."""

# ruff: noqa: S608 (every value in SQL goes through duck.text)

from collections.abc import Iterable
from pathlib import Path

import duckdb

from usage.archive.buckets import DIMENSIONS
from usage.archive.duck import listing
from usage.check.canonical import NUMBERS
from usage.check.staging import REPEATED, RIGHT
from usage.check.verdict import FileWarning

SHOWN = 5


def find_repeated_refs(*, connection: duckdb.DuckDBPyConnection, seen: Iterable[Path]) -> None:
    """Create table `repeated` (line, source_ref, first_line): refs seen before, here or in another archive.

    first_line is NULL where the ref was seen in another report. Hashes narrow the search, the refs decide.
    """
    connection.execute("CREATE TEMP TABLE repeated (line BIGINT, source_ref VARCHAR, first_line BIGINT)")
    if not connection.execute("SELECT count(source_ref) > 0 FROM staged").fetchone()[0]:
        return
    connection.execute(
        """
        INSERT INTO repeated
        WITH twice AS (
            SELECT hash(source_ref) AS h FROM staged WHERE source_ref IS NOT NULL
            GROUP BY h HAVING count(*) > 1
        ), candidates AS (
            SELECT rowid + 1 AS line, source_ref FROM staged
            WHERE source_ref IS NOT NULL AND hash(source_ref) IN (SELECT h FROM twice)
        )
        SELECT line, source_ref, first_line
        FROM (SELECT *, min(line) OVER (PARTITION BY source_ref) AS first_line FROM candidates)
        WHERE line > first_line
        """
    )
    paths = list(seen)
    if paths:
        connection.execute(
            f"""
            INSERT INTO repeated
            SELECT rowid + 1, source_ref, NULL FROM staged
            WHERE source_ref IN (
                SELECT source_ref FROM read_parquet({listing(paths)}) WHERE source_ref IS NOT NULL
            )
            AND rowid + 1 NOT IN (SELECT line FROM repeated)
            """
        )
    connection.execute(
        f"""
        UPDATE packed SET kind = {REPEATED}
        WHERE kind = {RIGHT} AND rowid + 1 IN (SELECT line FROM repeated)
        """
    )


def warn_of_equal_rows(*, connection: duckdb.DuckDBPyConnection) -> tuple[FileWarning, ...]:
    """One warning that counts the accepted rows without source_ref that repeat an earlier row."""
    columns = ", ".join(("usage_date", *DIMENSIONS, *NUMBERS, "customer_ref", "deployment"))
    right = f"kind = {RIGHT} AND source_ref IS NULL"
    count, lines = connection.execute(
        f"""
        WITH twice AS (
            SELECT hash({columns}) AS h FROM staged WHERE {right} GROUP BY h HAVING count(*) > 1
        ), ranked AS (
            SELECT rowid + 1 AS line, row_number() OVER (PARTITION BY {columns} ORDER BY rowid) AS place
            FROM staged WHERE {right} AND hash({columns}) IN (SELECT h FROM twice)
        )
        SELECT count(*), min(line, {SHOWN}) FROM ranked WHERE place > 1
        """
    ).fetchone()
    return (FileWarning(code="equal_rows", count=count, lines=tuple(lines)),) if count else ()
