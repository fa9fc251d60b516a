"""What a rejected row said, kept beside its problems: nobody unpacks the file again to give it back."""

# ruff: noqa: S608 (every value in SQL goes through duck.text)

from pathlib import Path

import duckdb

from usage.archive.duck import text
from usage.check.canonical import LONGEST
from usage.check.rules import MIB
from usage.check.staging import BUFFER, FAULTY, lines

KEPT_BYTES = 256 * MIB
"""Of all rejected rows of a file, about; the rest is named by its problems alone."""
TEXT_KEPT = "NOT EXISTS (FROM beyond WHERE beyond.line <= faults.line)"
"""SQL: whether a row of `faults` lies before what is left out."""


def gather_texts(
    *, connection: duckdb.DuckDBPyConnection, path: Path, long_lines: Path, row_bytes: int
) -> None:
    """Create table `texts` (line, text): the rows that the staged table has not, or has only in part.

    Those are repetitions, which are right in themselves, and lines that were shortened to be read
    (`long_lines`, by `mend`). Table `beyond` holds the first line whose text is not kept any more, if any.
    """
    connection.execute("CREATE TEMP TABLE texts (line BIGINT, text VARCHAR)")
    if long_lines.exists():
        connection.execute(
            f"""
            INSERT INTO texts
            SELECT split_part(l, ',', 1)::BIGINT, substring(l, strpos(l, ',') + 1)
            FROM read_csv({text(long_lines)}, columns = {{'l': 'VARCHAR'}}, auto_detect = false,
                header = false, delim = '\x1f', quote = '', escape = '', comment = '', nullstr = '',
                strict_mode = false, compression = 'none', max_line_size = {2 * LONGEST},
                buffer_size = {BUFFER})
            """
        )
    if connection.execute("SELECT count(*) > 0 FROM repeated").fetchone()[0]:
        connection.execute(
            f"""
            INSERT INTO texts
            SELECT line, l FROM (SELECT row_number() OVER () AS line, l FROM {lines(path)})
            WHERE line IN (SELECT line FROM repeated) AND line NOT IN (SELECT line FROM texts)
            """
        )
    connection.execute(
        f"""
        CREATE TEMP TABLE beyond AS
        SELECT rowid + 1 AS line FROM staged WHERE kind = {FAULTY} OR rowid + 1 IN (SELECT line FROM repeated)
        ORDER BY line LIMIT 1 OFFSET {max(1, KEPT_BYTES // row_bytes)}
        """
    )
