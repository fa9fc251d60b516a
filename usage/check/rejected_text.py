"""What a rejected row said, kept beside its problems: nobody unpacks the file again to give it back."""

# ruff: noqa: S608 (every value in SQL goes through duck.text)

from pathlib import Path

import duckdb

from usage.archive.duck import text
from usage.check.canonical import LONGEST
from usage.check.cuts import Chunk
from usage.check.prepare import Plan
from usage.check.rules import MIB
from usage.check.staging import BUFFER, FAULTY, REPEATED, lines

KEPT_BYTES = 256 * MIB
"""Of all rejected rows of a file, about; the rest is named by its problems alone."""
TEXT_KEPT = "NOT EXISTS (FROM beyond WHERE beyond.line <= faults.line)"
"""SQL: whether a row of `faults` lies before what is left out."""


def rows_kept(plan: Plan) -> int:
    """How many rejected rows of each chunk, the first ones, are kept."""
    return max(1, KEPT_BYTES // plan.row_bytes // len(plan.chunks))


def gather_texts(
    *,
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    plan: Plan,
    chunk: Chunk,
    long_lines: Path | None,
) -> None:
    """Create table `texts` (line, text): the rows that the staged table has not, or has only in part.

    Those are repetitions, which are right in themselves, and lines that were shortened to be read
    (`long_lines`, by `mend`). Table `beyond` holds the first line whose text is not kept any more, if any.
    """
    connection.execute("CREATE TEMP TABLE texts (line BIGINT, text VARCHAR)")
    if long_lines:
        connection.execute(
            f"""
            INSERT INTO texts
            SELECT line, text FROM (
                SELECT split_part(l, ',', 1)::BIGINT AS line, substring(l, strpos(l, ',') + 1) AS text
                FROM read_csv({text(long_lines)}, columns = {{'l': 'VARCHAR'}}, auto_detect = false,
                    header = false, delim = '\x1f', quote = '', escape = '', comment = '', nullstr = '',
                    strict_mode = false, compression = 'none', max_line_size = {2 * LONGEST},
                    buffer_size = {BUFFER})
            ) WHERE line >= {chunk.first_line} AND line < {chunk.end_line}
            """
        )
    if connection.execute("SELECT count(*) > 0 FROM repeated").fetchone()[0]:
        connection.execute(
            f"""
            INSERT INTO texts {numbered_lines(path, chunk)}
            WHERE line IN (SELECT line FROM repeated) AND line NOT IN (SELECT line FROM texts)
            """
        )
    connection.execute(
        f"""
        CREATE TEMP TABLE beyond AS
        SELECT line_of(rowid) AS line FROM staged WHERE kind IN ({FAULTY}, {REPEATED})
        ORDER BY line LIMIT 1 OFFSET {rows_kept(plan)}
        """
    )


def numbered_lines(path: Path, chunk: Chunk) -> str:
    """SQL: line, text of a file of exactly the chunk's lines."""
    first = chunk.first_line - 1
    return (
        "SELECT line, text FROM"
        f" (SELECT {first} + row_number() OVER () AS line, l AS text FROM {lines(path)})"
    )
