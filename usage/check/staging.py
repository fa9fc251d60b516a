"""Read every line once, in parallel, into a table whose rowid + 1 is the line; 1 is the header, if any.

kind: 0 right, 1 with a fault (its text is kept), 2 blank. Nothing may change the order of lines: no joins.
"""

from pathlib import Path

import duckdb

from usage.archive.duck import text
from usage.check.canonical import MAX_LINE
from usage.check.row_rules import RowRules
from usage.check.rules import MIB

# ruff: noqa: S608 (every value in SQL goes through duck.text)

BUFFER = 8 * MIB
RIGHT, FAULTY, BLANK = 0, 1, 2


def lines(path: Path) -> str:
    """SQL: the relation of the file's lines, `l`, NULL where blank. NUL and the separator are not in them."""
    return (
        f"read_csv({text(path)}, columns = {{'l': 'VARCHAR'}}, auto_detect = false, header = false,"
        " delim = '\x1f', quote = '', escape = '', comment = '', nullstr = '', strict_mode = false,"
        f" compression = 'none', max_line_size = {2 * MAX_LINE}, buffer_size = {BUFFER})"
    )


def stage(
    *, connection: duckdb.DuckDBPyConnection, path: Path, rules: RowRules, has_header: bool, run
) -> None:
    """Create table `staged`. run(sql) executes a long statement and shows progress."""
    values = rules.values()
    fields = ", ".join(f"{sql} AS {name}" for name, sql in values.items())
    faults = [f"({sql}) IS NOT NULL" for sql in rules.codes().values() if sql != "NULL"]
    fault = " OR ".join(["NOT sound", *faults])
    run(
        f"""
        CREATE TEMP TABLE staged AS
        SELECT kind, {", ".join(values)}, CASE WHEN kind = {FAULTY} THEN l END AS text
        FROM (
            SELECT l, {fields},
                CASE WHEN l IS NULL THEN {BLANK} WHEN {fault} THEN {FAULTY} ELSE {RIGHT} END::UTINYINT AS kind
            FROM ({rules.split(lines(path))})
        )
        """
    )
    if has_header:
        connection.execute(
            f"UPDATE staged SET kind = {BLANK}, text = NULL, source_ref = NULL WHERE rowid = 0"
        )
