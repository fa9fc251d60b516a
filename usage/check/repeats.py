"""Rows that come again in another chunk, or in another report: hashes narrow the search, the rows decide.

Keys are looked through a range at a time, so that a file of any length needs the same memory.
"""

# ruff: noqa: S608 (every value in SQL goes through duck.text)

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import duckdb

from usage.archive.archived import archived
from usage.archive.duck import listing
from usage.check.duplicates import EVEN, WHOLE, count_equal_rows
from usage.check.erased_refs import is_erased
from usage.check.verdict import FileWarning

KEYS_AT_ONCE = 2_000_000


def find_repeats(
    *,
    connection: duckdb.DuckDBPyConnection,
    keys: Sequence[Path],
    seen: Sequence[Path],
    erased: Sequence[Path],
    key: bytes,
) -> None:
    """Create `changed` (line, source_ref, first_line) and `alike` (line).

    changed: refs that their chunk took for new, or whose first line is in an earlier one; first_line is NULL
    where it was seen in another report. alike: accepted rows without a ref that may be equal to another.
    erased, key: of reports whose refs are kept as keyed hashes alone (`check/erased_refs.py`).
    """
    connection.execute("CREATE TEMP TABLE twice (key UBIGINT)")
    connection.execute("CREATE TEMP TABLE changed (line BIGINT, source_ref VARCHAR, first_line BIGINT)")
    everything = f"read_parquet({listing(keys)})"
    others = f"read_parquet({listing(seen)})"
    count, refs = connection.execute(f"SELECT count(*), count(source_ref) FROM {everything}").fetchone()
    for first, last in _ranges(count):
        here = f"(SELECT key FROM {everything} WHERE key BETWEEN {first} AND {last})"
        connection.execute(f"INSERT INTO twice SELECT key FROM {here} GROUP BY key HAVING count(*) > 1")
        if seen and refs:
            connection.execute(
                f"""
                INSERT INTO twice
                SELECT DISTINCT key FROM (
                    SELECT hash(source_ref) & {EVEN} AS key FROM {others} WHERE source_ref IS NOT NULL
                )
                WHERE key BETWEEN {first} AND {last} AND key IN {here}
                """
            )
    connection.execute(
        f"""
        CREATE TEMP TABLE alike AS
        SELECT line FROM {everything} WHERE source_ref IS NULL AND key IN (SELECT key FROM twice)
        """
    )
    if refs:
        _find_changed(connection, everything, others if seen else None)
    if refs and erased:
        _find_erased(connection, everything, is_erased(erased, key))


def _ranges(count: int) -> Iterator[tuple[int, int]]:
    parts = max(1, -(-count // KEYS_AT_ONCE))
    bounds = [2**64 * part // parts for part in range(parts + 1)]
    for first, end in pairwise(bounds):
        yield first, end - 1


def _find_changed(connection: duckdb.DuckDBPyConnection, everything: str, others: str | None) -> None:
    connection.execute(
        f"""
        CREATE TEMP TABLE again AS
        SELECT line, start, source_ref, min(line) OVER (PARTITION BY source_ref) AS first_line
        FROM {everything} WHERE source_ref IS NOT NULL AND key IN (SELECT key FROM twice)
        """
    )
    connection.execute(
        "INSERT INTO changed SELECT line, source_ref, first_line FROM again WHERE first_line < start"
    )
    if others:
        connection.execute(
            f"""
            INSERT INTO changed SELECT line, source_ref, NULL FROM again
            WHERE line = first_line AND source_ref IN (
                SELECT source_ref FROM {others} WHERE source_ref IS NOT NULL
            )
            """
        )


def _find_erased(connection: duckdb.DuckDBPyConnection, everything: str, erased: str) -> None:
    """Of each ref the first row in the file, as the rows after it repeat that one."""
    connection.execute(
        f"""
        INSERT INTO changed
        SELECT min(line) AS first, source_ref, NULL FROM {everything}
        WHERE source_ref IS NOT NULL AND {erased}
        GROUP BY source_ref HAVING first NOT IN (SELECT line FROM changed)
        """
    )


def warn_of_equal_archived(
    *, connection: duckdb.DuckDBPyConnection, rows: Sequence[Path]
) -> tuple[FileWarning, ...]:
    """Counts the rows `alike` that are equal to an earlier one. rows: archives that hold them."""
    found = f"(SELECT * FROM {archived(rows)} WHERE line IN (SELECT line FROM alike))"
    whole = WHOLE.replace("customer_ref", "customer")
    return count_equal_rows(connection=connection, rows=found, whole=whole)
