"""How numbers are written and kept, as SQL. Exact, and as narrow as the numbers of a chunk allow.

Eight bytes are cast, sorted, summed and packed far faster than sixteen, and nearly all numbers fit into them.
"""

import duckdb

from usage.archive.archived import WIDE
from usage.archive.duck import text
from usage.check.canonical import MAX_DECIMALS, MAX_INTEGER_DIGITS

# ruff: noqa: S608 (every value in SQL goes through duck.text)

NARROW_DIGITS = 18
"""What eight bytes hold for certain."""
FEWEST_DECIMALS = {"quantity": 0, "gross_revenue": 2, "deductions": 2}
_ANY_NUMBER = text(r"-?[0-9]+(?:\.[0-9]+)?")
_TOO_LARGE = text(rf"-?[0-9]{{{MAX_INTEGER_DIGITS + 1},}}(?:\..*)?")
_TOO_FINE = text(rf".*\.[0-9]{{{MAX_DECIMALS + 1},}}")
_ZERO = text(r"-0+(?:\.0+)?")


def number_type(scale: int | None) -> str:
    """SQL type of numbers with at most this many decimals; None: of any right number."""
    return WIDE if scale is None else f"DECIMAL({NARROW_DIGITS}, {scale})"


def written(*, negative: bool, scale: int | None = None) -> str:
    """SQL: the pattern of a right number that fits number_type(scale)."""
    whole = MAX_INTEGER_DIGITS if scale is None else min(MAX_INTEGER_DIGITS, NARROW_DIGITS - scale)
    most = MAX_DECIMALS if scale is None else scale
    decimals = rf"(?:\.[0-9]{{1,{most}}})?" if most else ""
    return text(rf"{'-?' if negative else ''}[0-9]{{1,{whole}}}{decimals}")


def number(cell: str, scale: int | None) -> str:
    """SQL: the number in a cell; 0 where it is empty. A cast that fails is slow: few rows may get there."""
    return f"CASE WHEN {cell} = '' THEN 0 ELSE coalesce(TRY_CAST({cell} AS {number_type(scale)}), 0) END"


def number_code(cell: str, *, empty: str, negative: bool) -> str:
    """SQL: NULL where a cell holds a right number, else the code of its fault. empty: SQL of an empty one."""
    below = "" if negative else f" WHEN NOT regexp_full_match({cell}, {_ZERO}) THEN 'negative_value'"
    return (
        f"CASE WHEN {cell} = '' THEN {empty}"
        f" WHEN regexp_full_match({cell}, {written(negative=negative)}) THEN NULL"
        f" WHEN NOT regexp_full_match({cell}, {_ANY_NUMBER}) THEN 'bad_number'"
        f" WHEN regexp_full_match({cell}, {_TOO_LARGE}) THEN 'number_too_large'"
        f" WHEN regexp_full_match({cell}, {_TOO_FINE}) THEN 'too_many_decimals'{below} END"
    )


def measure_scales(
    *, connection: duckdb.DuckDBPyConnection, rows: str, columns: tuple[str, ...], negative: bool
) -> dict[str, int | None]:
    """The scale each column needs in a relation of cells (cell_<column>); None: eight bytes do not do."""
    if not columns:
        return {}
    right = written(negative=negative)
    parts = ", ".join(
        f"max(strlen(split_part({cell}, '.', {part}))) FILTER (regexp_full_match({cell}, {right}))"
        for cell in (f"cell_{column}" for column in columns)
        for part in (1, 2)
    )
    found = connection.execute(f"SELECT {parts} FROM {rows}").fetchone()
    scales: dict[str, int | None] = {}
    for column, whole, decimals in zip(columns, found[::2], found[1::2], strict=True):
        scale = max(decimals or 0, FEWEST_DECIMALS[column])
        scales[column] = scale if (whole or 0) + scale <= NARROW_DIGITS else None
    return scales
