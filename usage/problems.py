"""The problems of a report's rows, read from where the check wrote them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from usage.archive.duck import listing, open_duck
from usage.column_names import ColumnNames
from usage.models import Report
from usage.row_sentences import expected_of, title_of
from usage.storage import local_paths

READ = 10_000
ROWS = 'SELECT line, "column", code, found, expected FROM problems'
# Those of checks before the text was kept have no such column.
WITH_TEXT = (
    'SELECT line, "column", code, found, expected, text FROM'
    " (FROM problems UNION ALL BY NAME SELECT NULL::VARCHAR AS text WHERE false)"
)
IN_ORDER = "ORDER BY line, place"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """`expected` in words. `named`: the column as the reader knows it (`ColumnNames`).

    `text`: the whole row, where it is kept and every problem is read.
    """

    line: int
    column: str
    named: str
    code: str
    found: str
    expected: str
    text: str | None = None

    @property
    def title(self) -> str:
        return title_of(self.code)


def problem_page(
    *, report: Report, code: str | None, column: str | None, offset: int, limit: int
) -> list[RowProblem]:
    """Problems in the order of the file; of one kind and one column where named."""
    if not report.problems:
        return []
    with _problems(report) as duck:
        found = duck.execute(
            f'{ROWS} WHERE code = coalesce(?, code) AND "column" = coalesce(?, "column") {IN_ORDER} '
            "LIMIT ? OFFSET ?",
            [code, column, limit, offset],
        )
        names = ColumnNames(report)
        return [_problem(row, names) for row in found.fetchall()]


def every_problem(*, report: Report) -> Iterator[RowProblem]:
    """All of them, in the order of the file, a piece at a time."""
    if not report.problems:
        return
    with _problems(report) as duck:
        found = duck.execute(f"{WITH_TEXT} {IN_ORDER}")
        names = ColumnNames(report)
        while rows := found.fetchmany(READ):
            yield from (_problem(row, names) for row in rows)


@contextmanager
def _problems(report: Report) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database that knows them as `problems`."""
    with TemporaryDirectory(prefix="problems-") as folder:
        paths = local_paths(names=report.problems, folder=Path(folder))
        with open_duck(files=paths, threads=1) as duck:
            duck.execute(
                f"CREATE TEMP VIEW problems AS FROM read_parquet({listing(paths)}, union_by_name = true)"
            )
            yield duck


def _problem(row: tuple, names: ColumnNames) -> RowProblem:
    line, column, code, found, expected, *text = row
    said = expected_of(code, json.loads(expected))
    return RowProblem(line, column, names.of(column), code, found, said, *text)
