"""Rows that have usage and no revenue."""

# ruff: noqa: S608 (nothing in SQL comes from outside)

import duckdb

from usage.check.acceptance import ACCEPTED
from usage.check.verdict import FileWarning

SHOWN = 5


def warn_of_no_revenue(*, connection: duckdb.DuckDBPyConnection) -> tuple[FileWarning, ...]:
    """One warning that counts the accepted rows of it."""
    free = f"quantity <> 0 AND gross_revenue = 0 AND {ACCEPTED}"
    count, lines = connection.execute(
        f"SELECT count(*), min(staged.rowid + 1, {SHOWN}) FROM staged WHERE {free}"
    ).fetchone()
    return (FileWarning(code="zero_revenue", count=count, lines=tuple(lines)),) if count else ()
