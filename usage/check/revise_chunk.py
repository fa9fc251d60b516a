"""Take rows of a chunk that came before out of its archive, and put them among its problems."""

# ruff: noqa: S608 (every value in SQL goes through duck.text)

from dataclasses import replace
from pathlib import Path

import duckdb

from usage.archive.buckets import bucket_ranges, bucket_sums
from usage.archive.duck import text
from usage.check.acceptance import packing
from usage.check.check_chunk import Checked, ChunkFiles, count_written
from usage.check.cuts import Chunk
from usage.check.findings import repeated_faults
from usage.check.free_usage import warn_of_no_revenue
from usage.check.prepare import Plan
from usage.check.rejected_text import numbered_lines, rows_kept
from usage.check.row_rules import RowRules


def revise_chunk(
    *,
    connection: duckdb.DuckDBPyConnection,
    plan: Plan,
    chunk: Chunk,
    checked: Checked,
    old: ChunkFiles,
    new: ChunkFiles,
    rules: RowRules,
    lines: Path,
) -> Checked:
    """What the chunk holds once the lines of `changed` are duplicates; writes new rows and problems.

    lines: a file of exactly this chunk's lines, from which the text of rows comes that were right till now.
    """
    here = f"(FROM changed WHERE line >= {chunk.first_line} AND line < {chunk.end_line})"
    connection.execute(
        f"""
        COPY (
            SELECT * EXCLUDE (file_row_number) FROM read_parquet({text(old.rows)}, file_row_number = true)
            WHERE line NOT IN (SELECT line FROM {here}) ORDER BY file_row_number
        ) TO {text(new.rows)} ({packing(plan.row_bytes)})
        """
    )
    connection.execute(
        f"""
        COPY (
            WITH old AS (FROM read_parquet({text(old.problems)})), faults AS (
                FROM old WHERE code <> 'duplicate_row' OR line NOT IN (SELECT line FROM {here})
                UNION ALL BY NAME
                {repeated_faults(rules, here)}
            ), texts AS (
                SELECT line, any_value(text) AS text FROM (
                    SELECT line, text FROM old
                    UNION ALL
                    {numbered_lines(lines, chunk)}
                    WHERE line IN (SELECT line FROM {here}) AND line NOT IN (SELECT line FROM old)
                ) GROUP BY line
            )
            SELECT faults.* EXCLUDE (text),
                CASE WHEN dense_rank() OVER (ORDER BY line) <= {rows_kept(plan)} THEN texts.text END AS text
            FROM faults LEFT JOIN texts USING (line) ORDER BY line, place
        ) TO {text(new.problems)} (FORMAT parquet, COMPRESSION zstd)
        """
    )
    accepted, rejected = count_written(connection, new.rows, new.problems, checked.rows)
    rows, given = f"read_parquet({text(new.rows)})", rules.vocabulary.rules
    warnings = tuple(warning for warning in checked.warnings if warning.code == "equal_rows")
    if not given.revenue_optional:
        warnings += warn_of_no_revenue(connection=connection, rows=rows)
    return replace(
        checked,
        accepted=accepted,
        rejected=rejected,
        warnings=warnings,
        buckets=bucket_sums(
            connection=connection,
            rows=rows,
            ranges=bucket_ranges(first=given.first_day, end=given.end_day, cuts=given.cuts),
            daily_currencies=given.daily_currencies,
        ),
    )
