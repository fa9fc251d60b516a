"""The second step of a check: every row of one chunk; archive and sum what is right, explain what is not."""

# ruff: noqa: S608 (every value in SQL goes through duck.text)

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import duckdb

from usage.archive.buckets import BucketSum
from usage.archive.duck import open_duck, text
from usage.check.acceptance import sum_buckets, write_rows
from usage.check.cuts import Chunk
from usage.check.duplicates import find_repeated_refs, warn_of_equal_rows, write_keys
from usage.check.findings import write_problems
from usage.check.free_usage import warn_of_no_revenue
from usage.check.prepare import Plan
from usage.check.progress import Watch
from usage.check.rejected_text import gather_texts
from usage.check.row_rules import RowRules
from usage.check.rules import CheckRules
from usage.check.staging import BLANK, stage
from usage.check.verdict import FileProblem, FileRefused, FileWarning, Progress
from usage.check.vocabulary import Vocabulary
from usage.dialects.originals import put_originals


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What a chunk holds: accepted + rejected = rows, as they were written. Lines are those of the file."""

    rows: int
    accepted: int
    rejected: int
    buckets: tuple[BucketSum, ...]
    warnings: tuple[FileWarning, ...]


@dataclass(frozen=True, kw_only=True)
class ChunkFiles:
    """What the check of one chunk writes; keys only where other chunks may hold the same rows."""

    rows: Path
    problems: Path
    keys: Path

    @classmethod
    def of(cls, number: int, *, into: Path, revised: bool = False) -> "ChunkFiles":
        name = f"{number}-revised.parquet" if revised else f"{number}.parquet"
        return cls(**{each.name: into / f"{each.name}-{name}" for each in fields(cls)})


def check_chunk(
    *,
    path: Path,
    plan: Plan,
    chunk: Chunk,
    rules: CheckRules,
    into: Path,
    seen: Sequence[Path] = (),
    erased: Sequence[Path] = (),
    on_progress: Callable[[Progress], None],
    originals: Path | None = None,
    long_lines: Path | None = None,
) -> Checked:
    """Writes the ChunkFiles of this number into a folder. path: a file of exactly this chunk's lines.

    seen, erased: archives, and what is left of erased ones, whose source_refs may not come again; only for
    the one chunk of a file, others are held against them together (conclude). originals: what stood where, of
    a file in a dialect. long_lines: of the whole file, by `mend`. Raises FileRefused (file_too_large) where
    the memory does not suffice.
    """
    files, limits = ChunkFiles.of(chunk.number, into=into), rules.limits
    vocabulary = Vocabulary.of(rules)
    row_rules = RowRules(plan.columns, vocabulary, plan.quoted, plan.mended)
    has_header = plan.has_header and not chunk.number
    try:
        with open_duck(
            files=[path, *seen, *erased, *filter(None, [originals, long_lines])],
            folder=into,
            memory_mib=limits.memory_mib,
            threads=limits.threads,
        ) as connection:
            connection.execute(f"CREATE TEMP MACRO line_of(row) AS row + {chunk.first_line}")
            vocabulary.create(connection)
            watch = Watch(connection, chunk, on_progress)
            stage(
                connection=connection,
                path=path,
                rules=row_rules,
                has_header=has_header,
                run=watch.run("checking"),
            )
            find_repeated_refs(connection=connection, seen=seen, erased=erased, key=rules.reference_key)
            gather_texts(connection=connection, path=path, plan=plan, chunk=chunk, long_lines=long_lines)
            return _write(connection, plan, chunk, row_rules, files, watch, originals)
    except duckdb.OutOfMemoryException as fault:
        # Rows of kilobytes each: half of them will fit, as far as we can tell.
        details = {"bytes": plan.file_bytes, "limit": plan.file_bytes // 2}
        raise FileRefused(FileProblem(code="file_too_large", details=details)) from fault


def _write(
    connection: duckdb.DuckDBPyConnection,
    plan: Plan,
    chunk: Chunk,
    rules: RowRules,
    files: ChunkFiles,
    watch: Watch,
    originals: Path | None,
) -> Checked:
    rows = _count_rows(connection, chunk)
    run = watch.run("archiving")
    write_problems(connection=connection, rules=rules, target=files.problems, run=run)
    if originals:
        put_originals(connection=connection, originals=originals, problems=files.problems)
    write_rows(
        connection=connection,
        rules=rules,
        target=files.rows,
        lines=chunk.lines,
        row_bytes=plan.row_bytes,
        run=run,
    )
    accepted, rejected = count_written(connection, files.rows, files.problems, rows)
    warnings: tuple[FileWarning, ...] = ()
    if len(plan.chunks) > 1:
        write_keys(connection=connection, target=files.keys, run=run)
    else:
        warnings += warn_of_equal_rows(connection=connection)
    if not rules.vocabulary.rules.revenue_optional:
        warnings += warn_of_no_revenue(connection=connection)
    return Checked(
        rows=rows,
        accepted=accepted,
        rejected=rejected,
        buckets=sum_buckets(connection=connection, vocabulary=rules.vocabulary),
        warnings=warnings,
    )


def _count_rows(connection: duckdb.DuckDBPyConnection, chunk: Chunk) -> int:
    """Rows of the chunk, once every line counted in its bytes is known to be staged."""
    staged, rows = connection.execute(
        f"SELECT count(*), count(*) FILTER (kind <> {BLANK}) FROM staged"
    ).fetchone()
    if staged != chunk.lines:
        raise AssertionError(f"{staged} lines were read of {chunk.lines}")
    return rows


def count_written(
    connection: duckdb.DuckDBPyConnection, rows_path: Path, problems_path: Path, rows: int
) -> tuple[int, int]:
    """Accepted and rejected rows as they were written: together all rows of the chunk."""
    accepted, rejected = connection.execute(
        f"""
        SELECT (SELECT count(*) FROM read_parquet({text(rows_path)})),
            (SELECT count(DISTINCT line) FROM read_parquet({text(problems_path)}))
        """
    ).fetchone()
    if accepted + rejected != rows:
        raise AssertionError(f"{accepted} accepted + {rejected} rejected are not the {rows} rows of the file")
    return accepted, rejected
