"""Rows that have usage and no revenue."""

# ruff: noqa: S608 (nothing in SQL comes from outside)

import duckdb

from usage.check.acceptance import ACCEPTED
from usage.check.verdict import FileWarning

SHOWN = 5
STAGED = f"(SELECT line_of(staged.rowid) AS line, quantity, gross_revenue FROM staged WHERE {ACCEPTED})"


def warn_of_no_revenue(
    *, connection: duckdb.DuckDBPyConnection, rows: str = STAGED
) -> tuple[FileWarning, ...]:
    """One warning that counts such rows of a relation of accepted ones."""
    count, lines = connection.execute(
        f"SELECT count(*), min(line, {SHOWN}) FROM {rows} WHERE quantity <> 0 AND gross_revenue = 0"
    ).fetchone()
    return (FileWarning(code="zero_revenue", count=count, lines=tuple(lines)),) if count else ()
