"""Apache Parquet, read by DuckDB."""

# ruff: noqa: S608 (every value in SQL goes through duck.text)

import errno
import os
from collections.abc import Callable
from pathlib import Path

import duckdb

from usage.archive.duck import open_duck, text
from usage.check.rules import Limits
from usage.check.verdict import FileProblem, FileRefused
from usage.formats.lines import require_width

MEMORY_MIB = 512
NO_TEXT = (
    *(
        "DECIMAL",
        "FLOAT",
        "DOUBLE",
        "DATE",
        "TIMESTAMP",
        "TINYINT",
        "SMALLINT",
        "INTEGER",
        "BIGINT",
        "HUGEINT",
    ),
    *("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"),
)
NUL = "a cell holds NUL"


def write_lines(
    *, source: Path, target: Path, limits: Limits, tell: Callable[[int], None], marks_types: bool = False
) -> None:
    """A header, then a line per row: row 1 is line 2. A time at midnight is written as its day."""
    rows = f"read_parquet({text(source)})"
    try:
        with open_duck(files=[source], folder=target.parent, memory_mib=MEMORY_MIB, threads=1) as duck:
            columns = {
                name: kind for name, kind, *_ in duck.execute(f"DESCRIBE SELECT * FROM {rows}").fetchall()
            }
            require_width(list(columns))
            size = duck.execute(f"SELECT sum(total_uncompressed_size) FROM parquet_metadata({text(source)})")
            _require_size(size.fetchone()[0] or 0, limits)
            # A column of one value takes a few bytes, however many rows repeat it.
            count = duck.execute(f"SELECT sum(num_rows) FROM parquet_file_metadata({text(source)})")
            _require_size((count.fetchone()[0] or 0) * len(columns), limits)
            values = ", ".join(
                f"{_mark(kind) if marks_types else ''}{_cell(name, kind)} AS {_name(name)}"
                for name, kind in columns.items()
            )
            duck.execute(f"COPY (SELECT {values} FROM {rows}) TO {text(target)} (FORMAT csv, HEADER true)")
    except duckdb.Error as fault:
        if os.strerror(errno.EFBIG) in str(fault):
            _require_size(limits.max_unpacked_bytes + 1, limits)
        kind = {"kind": "binary"} if NUL in str(fault) else {"damaged": "parquet"}
        raise FileRefused(FileProblem(code="unsupported_format", details=kind)) from fault


def _require_size(unpacked: int, limits: Limits) -> None:
    if unpacked > limits.max_unpacked_bytes:
        details = {"bytes": unpacked, "limit": limits.max_unpacked_bytes}
        raise FileRefused(FileProblem(code="file_too_large", details=details))


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _mark(kind: str) -> str:
    """SQL: what goes before the cells of a column of numbers or dates; empty cells stay empty."""
    return "chr(0) || 't' || " if kind.startswith(NO_TEXT) else ""


def _cell(name: str, kind: str) -> str:
    """SQL: a value as text on one line."""
    value = _name(name)
    printed = f"{value}::VARCHAR"
    if kind == "TIMESTAMP" or kind.startswith("TIMESTAMP_"):
        printed = (
            f"CASE WHEN {value} = date_trunc('day', {value}) THEN {value}::DATE::VARCHAR ELSE {printed} END"
        )
    elif kind.startswith("DECIMAL") and kind.endswith(")") and not kind.endswith(",0)"):
        # Its scale belongs to the column, not to the number; one with no room before the point prints no 0.
        whole = f"regexp_replace({printed}, '^(-?)[.]', '\\10.')"
        printed = f"rtrim(rtrim({whole}, '0'), '.')"
    elif kind in ("FLOAT", "DOUBLE"):
        printed = _without_exponent(value, printed)
    for code, letter in ((10, "n"), (13, "r"), (31, "u")):
        printed = f"replace({printed}, chr({code}), chr(0) || '{letter}')"
    nul = f"CASE WHEN contains({value}::VARCHAR, chr(0)) THEN error({text(NUL)}) END"
    return f"nullif(coalesce({nul}, {printed}), '')"


def _without_exponent(value: str, printed: str) -> str:
    """SQL: a float as the shortest decimal that means it, as far as the rules of a number can be met."""
    small = f"rtrim(CAST({printed} AS DECIMAL(38, 20))::VARCHAR, '0')"
    large = f"coalesce(TRY_CAST({printed} AS DECIMAL(38, 0))::VARCHAR, {printed})"
    return (
        f"CASE WHEN contains({printed}, 'e-') AND abs({value}) >= 1e-20 THEN {small}"
        f" WHEN contains({printed}, 'e+') THEN {large} ELSE {printed} END"
    )
