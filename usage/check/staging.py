"""Read every line once, in parallel, into a table whose rowid counts the lines of the chunk from 0.

A header is one of them.

kind: 0 right, 1 with a fault (its text is kept), 2 blank, 4 right but for a source_ref that came before.
Nothing may change the order of lines: no joins.
"""

from dataclasses import replace
from pathlib import Path

import duckdb

from usage.archive.duck import text
from usage.check.canonical import MAX_LINE, NUMBERS
from usage.check.numbers import WIDE, measure_scales
from usage.check.row_rules import RowRules
from usage.check.rules import MIB

# ruff: noqa: S608 (every value in SQL goes through duck.text)

BUFFER = 8 * MIB
RIGHT, FAULTY, BLANK, WIDER, REPEATED = 0, 1, 2, 3, 4
SAMPLE = 8192
"""Lines from which the scales are taken; where a later number needs more, all are read once more."""


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
    """Create table `packed`, its numbers as narrow as they allow, and over it view `staged`, all as wide.

    run(sql) executes a long statement and shows progress.
    """
    sample = rules.split(f"(SELECT l FROM {lines(path)} LIMIT {SAMPLE})")
    numbers = tuple(column for column in NUMBERS if column in rules.columns)
    scales = measure_scales(
        connection=connection, rows=f"({sample})", columns=numbers, negative=rules.negative
    )
    run(_statement(path, replace(rules, scales=scales)))
    if connection.execute(f"SELECT count(*) > 0 FROM packed WHERE kind = {WIDER}").fetchone()[0]:
        connection.execute("DROP TABLE packed")
        run(_statement(path, rules))
    if has_header:
        connection.execute(
            f"UPDATE packed SET kind = {BLANK}, text = NULL, source_ref = NULL WHERE rowid = 0"
        )
    wide = ", ".join(f"{column}::{WIDE} AS {column}" for column in NUMBERS)
    connection.execute(f"CREATE TEMP VIEW staged AS SELECT rowid, * REPLACE ({wide}) FROM packed")


def _statement(path: Path, rules: RowRules) -> str:
    values = rules.values()
    fields = ", ".join(f"{sql} AS {name}" for name, sql in values.items())
    faults = [f"({sql}) IS NOT NULL" for sql in rules.codes().values() if sql != "NULL"]
    fault = " OR ".join(["NOT sound", *faults])
    return f"""
        CREATE TEMP TABLE packed AS
        SELECT kind, {", ".join(values)}, CASE WHEN kind = {FAULTY} THEN l END AS text
        FROM (
            SELECT l, {fields}, CASE WHEN {rules.plain()} THEN {RIGHT} WHEN l IS NULL THEN {BLANK}
                WHEN {fault} THEN {FAULTY} WHEN {rules.fits()} THEN {RIGHT} ELSE {WIDER} END::UTINYINT AS kind
            FROM ({rules.split(lines(path))})
        )
    """
