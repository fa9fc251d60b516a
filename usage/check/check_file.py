"""Check a usage file: structure, header, every row; archive and sum what is right, explain what is not."""

# ruff: noqa: S608 (every value in SQL goes through duck.text)

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from usage.archive.duck import open_duck, text
from usage.check.acceptance import sum_buckets, total, write_rows
from usage.check.cells import broken
from usage.check.duplicates import find_repeated_refs, warn_of_equal_rows
from usage.check.findings import read_groups, write_problems
from usage.check.free_usage import warn_of_no_revenue
from usage.check.header import read_header
from usage.check.mend import mend
from usage.check.progress import Watch
from usage.check.row_rules import RowRules
from usage.check.rules import CheckRules
from usage.check.staging import BLANK, lines, stage
from usage.check.structure import Structure, read_structure
from usage.check.verdict import FileProblem, FileRefused, FileWarning, Progress, Verdict
from usage.check.vocabulary import Vocabulary
from usage.dialects.definition import Definition
from usage.dialects.originals import put_originals
from usage.dialects.spoken import translation_for
from usage.formats.kinds import format_of
from usage.formats.unpack import Unpacked, unpack

ROWS, PROBLEMS = "rows.parquet", "problems.parquet"


def check_file(
    *,
    path: Path,
    rules: CheckRules,
    into: Path,
    on_progress: Callable[[Progress], None] | None = None,
    dialect: Definition | None = None,
) -> Verdict:
    """The verdict on a file of any format; writes rows.parquet and problems.parquet into a folder.

    dialect: of a file that is not in the canonical layout.
    No content of the file raises: what cannot be read is a file problem of the verdict.
    """
    path, into = Path(path).absolute(), Path(into).absolute()
    on_progress = on_progress or (lambda progress: None)
    limits = rules.limits
    with TemporaryDirectory(prefix="check-", dir=into) as folder:
        kind = format_of(path)
        try:
            unpacked = unpack(
                path=path,
                folder=Path(folder),
                limits=limits,
                on_progress=on_progress,
                translation=translation_for(dialect, rules) if dialect else None,
            )
            verdict = _check(unpacked, rules, Path(folder), into, on_progress)
            return replace(verdict, format=kind)
        except FileRefused as refusal:
            return Verdict(format=kind, file_problems=refusal.problems)
        except duckdb.OutOfMemoryException:
            # Hundreds of thousands of rows of kilobytes each: half of them will fit, as far as we can tell.
            size = path.stat().st_size
            details = {"bytes": size, "limit": size // 2}
            problem = FileProblem(code="file_too_large", details=details)
            return Verdict(format=kind, file_problems=(problem,))


def _check(
    unpacked: Unpacked,
    rules: CheckRules,
    folder: Path,
    into: Path,
    on_progress: Callable[[Progress], None],
) -> Verdict:
    path, limits = unpacked.path, rules.limits
    structure = read_structure(
        path=path, limits=limits, on_progress=on_progress, is_mended=unpacked.is_mended
    )
    columns = read_header(structure.first_line, names=unpacked.columns)
    seen = _seen_archives(rules) if "source_ref" in columns else []
    mended, has_header = folder / "mended.csv", unpacked.columns is None
    with open_duck(
        files=[path, mended, *seen], folder=into, memory_mib=limits.memory_mib, threads=limits.threads
    ) as connection:
        watch = Watch(connection, structure, on_progress)
        joined, has_header = 0, unpacked.columns is None
        if needs_mending := _needs_mending(connection, path, structure, unpacked.is_mended):
            joined = mend(source=path, target=mended, limits=limits, columns=columns, has_header=has_header)
            path = mended
        vocabulary = Vocabulary.of(rules)
        vocabulary.create(connection)
        row_rules = RowRules(columns, vocabulary, structure.quotes, unpacked.is_mended or needs_mending)
        run = watch.run("checking")
        stage(connection=connection, path=path, rules=row_rules, has_header=has_header, run=run)
        find_repeated_refs(connection=connection, seen=seen)
        records = structure.lines - has_header - joined - unpacked.not_rows
        return _conclude(connection, row_rules, structure, records, into, watch, unpacked)


def _seen_archives(rules: CheckRules) -> list[Path]:
    """Fetched only for files that have a source_ref."""
    seen = rules.seen_source_refs() if callable(rules.seen_source_refs) else rules.seen_source_refs
    return [Path(each).absolute() for each in seen]


def _needs_mending(
    connection: duckdb.DuckDBPyConnection, path: Path, structure: Structure, is_mended: bool
) -> bool:
    """Whether some record is not exactly one line as DuckDB reads lines."""
    if is_mended:
        return structure.long_lines
    if structure.uneven_ends or structure.separators or structure.long_lines:
        return True
    if not structure.quotes:
        return False
    query = f"SELECT 1 FROM {lines(path)} WHERE {broken()} LIMIT 1"
    return connection.execute(query).fetchone() is not None


def _conclude(
    connection: duckdb.DuckDBPyConnection,
    row_rules: RowRules,
    structure: Structure,
    records: int,
    into: Path,
    watch: Watch,
    unpacked: Unpacked,
) -> Verdict:
    vocabulary = row_rules.vocabulary
    rows = _count_rows(connection, structure.lines)
    blank_lines = records - rows
    run = watch.run("archiving")
    write_problems(connection=connection, rules=row_rules, target=into / PROBLEMS, run=run)
    if unpacked.originals:
        put_originals(connection=connection, originals=unpacked.originals, problems=into / PROBLEMS)
    write_rows(
        connection=connection,
        vocabulary=vocabulary,
        target=into / ROWS,
        row_bytes=structure.size // structure.lines + 1,
        run=run,
    )
    accepted, rejected = _count_archives(connection, into, rows)
    examples = vocabulary.rules.limits.examples
    groups = read_groups(connection=connection, problems=into / PROBLEMS, examples=examples)
    buckets = sum_buckets(connection=connection, vocabulary=vocabulary)
    warnings = warn_of_equal_rows(connection=connection) + warn_of_no_revenue(connection=connection)
    if blank_lines:
        warnings += (FileWarning(code="blank_lines", count=blank_lines),)
    if unpacked.left_out:
        left_out = FileWarning(code="left_out", count=unpacked.left_out, lines=unpacked.left_out_lines)
        warnings += (left_out,)
    return Verdict(
        columns=row_rules.columns,
        rows=rows,
        accepted=accepted,
        rejected=rejected,
        problems=sum(group.count for group in groups),
        groups=groups,
        by_currency=total(buckets, "currency"),
        by_application=total(buckets, "application"),
        by_model=total(buckets, "model"),
        buckets=buckets,
        warnings=warnings,
        rows_path=into / ROWS,
        problems_path=into / PROBLEMS,
    )


def _count_rows(connection: duckdb.DuckDBPyConnection, physical_lines: int) -> int:
    """Rows of the file, once every line counted in its bytes is known to be staged."""
    staged, rows = connection.execute(
        f"SELECT count(*), count(*) FILTER (kind <> {BLANK}) FROM staged"
    ).fetchone()
    if staged != physical_lines:
        raise AssertionError(f"{staged} lines were read of {physical_lines}")
    if not rows:
        raise FileRefused(FileProblem(code="empty_file", details={"header": True}))
    return rows


def _count_archives(connection: duckdb.DuckDBPyConnection, into: Path, rows: int) -> tuple[int, int]:
    """Accepted and rejected rows as they were written: together all rows of the file."""
    accepted, rejected = connection.execute(
        f"""
        SELECT (SELECT count(*) FROM read_parquet({text(into / ROWS)})),
            (SELECT count(DISTINCT line) FROM read_parquet({text(into / PROBLEMS)}))
        """
    ).fetchone()
    if accepted + rejected != rows:
        raise AssertionError(f"{accepted} accepted + {rejected} rejected are not the {rows} rows of the file")
    return accepted, rejected
