"""Check a usage file: structure, header, every row; archive and sum what is right, explain what is not."""

# ruff: noqa: S608 (every value in SQL goes through duck.text)

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from usage.archive.duck import open_duck, text
from usage.check.acceptance import sum_buckets, total, write_rows
from usage.check.cells import broken
from usage.check.duplicates import find_repeated_refs, warn_of_equal_rows
from usage.check.findings import read_groups, write_problems
from usage.check.header import read_header
from usage.check.mend import mend
from usage.check.progress import Watch
from usage.check.row_rules import RowRules
from usage.check.rules import CheckRules
from usage.check.staging import BLANK, RIGHT, lines, stage
from usage.check.structure import Structure, read_structure
from usage.check.verdict import FileProblem, FileRefused, FileWarning, Progress, Verdict
from usage.check.vocabulary import Vocabulary

ROWS, PROBLEMS = "rows.parquet", "problems.parquet"


def check_file(
    *, path: Path, rules: CheckRules, into: Path, on_progress: Callable[[Progress], None] | None = None
) -> Verdict:
    """The verdict on a canonical CSV; writes rows.parquet and problems.parquet into a folder of the caller.

    No content of the file raises: what cannot be read is a file problem of the verdict.
    """
    path, into = Path(path).absolute(), Path(into).absolute()
    on_progress = on_progress or (lambda progress: None)
    try:
        structure = read_structure(path=path, limits=rules.limits, on_progress=on_progress)
        columns = read_header(structure.first_line)
        if structure.lines - structure.blank_lines < 2:
            raise FileRefused(FileProblem(code="empty_file", details={"header": True}))
    except FileRefused as refusal:
        return Verdict(file_problems=refusal.problems)
    seen = rules.seen_source_refs() if callable(rules.seen_source_refs) else rules.seen_source_refs
    seen = [Path(each).absolute() for each in seen]
    limits = rules.limits
    with TemporaryDirectory(prefix="check-", dir=into) as folder:
        mended = Path(folder) / "mended.csv"
        with open_duck(
            files=[path, mended, *seen], folder=into, memory_mib=limits.memory_mib, threads=limits.threads
        ) as connection:
            records = structure.lines - structure.blank_lines
            needs_mending = _needs_mending(connection, path, structure)
            if needs_mending:
                records = mend(source=path, target=mended, limits=limits)
            vocabulary = Vocabulary.of(rules)
            vocabulary.create(connection)
            row_rules = RowRules(columns, vocabulary, needs_mending)
            watch = Watch(connection, structure, on_progress)
            stage(
                connection=connection,
                path=mended if needs_mending else path,
                structure=structure,
                rules=row_rules,
                run=watch.run("checking"),
            )
            find_repeated_refs(connection=connection, seen=seen)
            return _conclude(connection, row_rules, structure, records - 1, into, watch)


def _needs_mending(connection: duckdb.DuckDBPyConnection, path: Path, structure: Structure) -> bool:
    """Whether some record is not exactly one line as DuckDB reads lines."""
    if structure.uneven_ends or structure.separators:
        return True
    if not structure.quotes:
        return False
    query = f"SELECT 1 FROM {lines(path, structure)} WHERE {broken()} LIMIT 1"
    return connection.execute(query).fetchone() is not None


def _conclude(
    connection: duckdb.DuckDBPyConnection,
    row_rules: RowRules,
    structure: Structure,
    rows: int,
    into: Path,
    watch: Watch,
) -> Verdict:
    vocabulary, rules = row_rules.vocabulary, row_rules.vocabulary.rules
    problems = into / PROBLEMS
    quoted = structure.quotes > 0
    write_problems(
        connection=connection, rules=row_rules, quoted=quoted, target=problems, run=watch.run("archiving")
    )
    groups = read_groups(connection=connection, problems=problems, examples=rules.limits.examples)
    write_rows(connection=connection, vocabulary=vocabulary, target=into / ROWS, run=watch.run("archiving"))
    buckets = sum_buckets(connection=connection, vocabulary=vocabulary)
    accepted, rejected = _count(connection, into, structure, rows)
    warnings = warn_of_equal_rows(connection=connection)
    if structure.blank_lines:
        warnings += (FileWarning(code="blank_lines", count=structure.blank_lines),)
    watch.end()
    return Verdict(
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
        problems_path=problems,
    )


def _count(
    connection: duckdb.DuckDBPyConnection, into: Path, structure: Structure, rows: int
) -> tuple[int, int]:
    """Accepted and rejected rows, counted in what was written, against lines counted in the bytes."""
    accepted, rejected, staged, blank, right = connection.execute(
        f"""
        SELECT (SELECT count(*) FROM read_parquet({text(into / ROWS)})),
            (SELECT count(DISTINCT line) FROM read_parquet({text(into / PROBLEMS)})),
            count(*), count(*) FILTER (kind = {BLANK}), count(*) FILTER (kind = {RIGHT}) FROM staged
        """
    ).fetchone()
    counted = {accepted + rejected, staged - blank, rows}
    if len(counted) > 1 or staged != structure.lines or right < accepted:
        raise AssertionError(f"{accepted} accepted + {rejected} rejected are not the {rows} rows of the file")
    return accepted, rejected
