"""Rows that repeat a source_ref, and rows that are equal in everything."""

# ruff: noqa: S608 (every value in SQL goes through duck.text)

from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb

from usage.archive.buckets import DIMENSIONS
from usage.archive.duck import listing, text
from usage.check.canonical import NUMBERS
from usage.check.erased_refs import find_erased_refs
from usage.check.staging import REPEATED, RIGHT
from usage.check.verdict import FileWarning

SHOWN = 5
WHOLE = ", ".join(("usage_date", *DIMENSIONS, *NUMBERS, "customer_ref", "deployment"))
"""What makes two rows equal."""
EVEN = f"{2**64 - 2}::UBIGINT"
WITHOUT_REF = f"(kind = {RIGHT} AND source_ref IS NULL)"


def find_repeated_refs(
    *, connection: duckdb.DuckDBPyConnection, seen: Iterable[Path], erased: Sequence[Path], key: bytes
) -> None:
    """Create table `repeated` (line, source_ref, first_line): refs seen before, here or in another archive.

    first_line is NULL where the ref was seen in another report. Hashes narrow the search, the refs decide.
    erased, key: of reports whose refs are kept as keyed hashes alone (`check/erased_refs.py`).
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
            SELECT line_of(rowid) AS line, source_ref FROM staged
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
            SELECT line_of(rowid), source_ref, NULL FROM staged
            WHERE source_ref IN (
                SELECT source_ref FROM read_parquet({listing(paths)}) WHERE source_ref IS NOT NULL
            )
            AND line_of(rowid) NOT IN (SELECT line FROM repeated)
            """
        )
    find_erased_refs(connection=connection, hashes=erased, key=key)
    connection.execute(
        f"""
        UPDATE packed SET kind = {REPEATED}
        WHERE kind = {RIGHT} AND line_of(rowid) IN (SELECT line FROM repeated)
        """
    )


def warn_of_equal_rows(*, connection: duckdb.DuckDBPyConnection) -> tuple[FileWarning, ...]:
    """One warning that counts the accepted rows without source_ref that repeat an earlier row."""
    connection.execute(
        f"""
        CREATE TEMP TABLE alike AS
        WITH twice AS (
            SELECT hash({WHOLE}) AS h FROM staged WHERE {WITHOUT_REF} GROUP BY h HAVING count(*) > 1
        )
        SELECT line_of(rowid) AS line, {WHOLE}
        FROM staged WHERE {WITHOUT_REF} AND hash({WHOLE}) IN (SELECT h FROM twice)
        """
    )
    return count_equal_rows(connection=connection, rows="alike", whole=WHOLE)


def count_equal_rows(
    *, connection: duckdb.DuckDBPyConnection, rows: str, whole: str
) -> tuple[FileWarning, ...]:
    """The warning of a relation of `line` and the columns `whole`, some of whose rows may be equal."""
    count, lines = connection.execute(
        f"""
        WITH firsts AS MATERIALIZED (SELECT min(line) AS line FROM {rows} GROUP BY {whole})
        SELECT count(*), min(line, {SHOWN}) FROM {rows} WHERE line NOT IN (SELECT line FROM firsts)
        """
    ).fetchone()
    return (FileWarning(code="equal_rows", count=count, lines=tuple(lines)),) if count else ()


def write_keys(*, connection: duckdb.DuckDBPyConnection, target: Path, run) -> None:
    """Write what other chunks need to find rows of this one again: key, line, start, source_ref.

    key: a hash, even of each source_ref, odd of each accepted row without one. start: the chunk's first line.
    """
    run(
        f"""
        COPY (
            SELECT hash(source_ref) & {EVEN} AS key, line_of(rowid)::BIGINT AS line,
                line_of(0)::BIGINT AS start, source_ref
            FROM staged WHERE source_ref IS NOT NULL
            UNION ALL
            SELECT hash({WHOLE}) | 1, line_of(rowid), line_of(0), NULL
            FROM staged WHERE {WITHOUT_REF}
        ) TO {text(target)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)
        """
    )
