"""Try a dialect on its sample: what each row becomes, and every fault that the check would find."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from usage.archive.duck import open_duck, text
from usage.check.check_file import check_file
from usage.check.rules import MIB, CheckRules, Limits
from usage.check.verdict import FileProblem, FileRefused, Verdict
from usage.dialects.definition import Definition
from usage.dialects.records import records
from usage.dialects.spoken import translation_for
from usage.formats.unpack import unpack
from usage.own_rows import own_rows

SHOWN = 20
LONGEST = 80
ANY_DAY = (date(2010, 1, 1), date(2040, 1, 1))
"""A sample is held against no period."""
SAMPLE_LIMITS = Limits(max_bytes=8 * MIB, max_unpacked_bytes=64 * MIB)
"""It is read while somebody waits for the page, and a few megabytes may unpack to gigabytes."""


@dataclass(frozen=True, slots=True)
class TriedRow:
    """faults: by canonical column; `""`: of the row as a whole. left_out: so never checked."""

    line: int
    own: list[str]
    canonical: list[str]
    faults: Mapping[str, Sequence[tuple[str, str, str]]]
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Trial:
    """The verdict on the whole sample, and its first rows. verdict.file_problems: why there are none."""

    verdict: Verdict
    header: list[str]
    columns: Sequence[str]
    rows: list[TriedRow]


def try_dialect(*, path: Path, definition: Definition, rules: CheckRules) -> Trial:
    """No content of the sample raises. faults: (code, found, expected as JSON)."""
    rules = replace(
        rules,
        period_from=ANY_DAY[0],
        period_to=ANY_DAY[1],
        term_from=ANY_DAY[0],
        term_to=None,
        seen_source_refs=(),
        limits=SAMPLE_LIMITS,
        cuts=(),
    )
    with TemporaryDirectory(prefix="trial-") as temporary:
        folder = Path(temporary)
        verdict = check_file(path=path, rules=rules, into=folder, dialect=definition)
        if verdict.file_problems:
            return Trial(verdict, [], (), [])
        header, own = first_rows(path=path, definition=definition, folder=folder, count=SHOWN)
        columns, canonical = _translated(path, definition, rules, folder)
        faults = _faults(verdict, max(own, default=0))
        rows = [
            TriedRow(
                line=line,
                own=cells,
                canonical=canonical.get(line, []),
                faults=faults.get(line, {}),
                left_out=line not in canonical,
            )
            for line, cells in own.items()
        ]
        return Trial(verdict, header, columns, rows)


def first_rows(
    *, path: Path, definition: Definition, folder: Path, count: int
) -> tuple[list[str], dict[int, list[str]]]:
    """The header and the first rows by line, cells cut. Raises FileRefused, also for what is no text."""
    found: dict[int, list[str]] = {}
    try:
        header, at, lines = own_rows(path=path, folder=folder, dialect=definition, limits=SAMPLE_LIMITS)
        # Rows of which each takes a hundred lines are no sample.
        for line, cells in islice(enumerate(lines, at + 1), count * 100):
            if cells:
                found[line] = [cell[:LONGEST] + "…" if len(cell) > LONGEST else cell for cell in cells]
            if len(found) == count:
                break
    except UnicodeDecodeError as error:
        details = {"byte": f"0x{error.object[error.start]:02X}"}
        raise FileRefused(FileProblem(code="bad_encoding", details=details)) from None
    return header, found


def _translated(
    path: Path, definition: Definition, rules: CheckRules, folder: Path
) -> tuple[Sequence[str], dict[int, list[str]]]:
    unpacked = unpack(
        path=path,
        folder=folder,
        limits=rules.limits,
        on_progress=lambda progress: None,
        translation=translation_for(definition, rules),
    )
    lines = records(path=unpacked.path, separator=",", limits=rules.limits, is_mended=True)
    found: dict[int, list[str]] = {}
    for line, record in enumerate(lines, 1):
        if isinstance(record, list):
            found[line] = record
        elif not isinstance(record, str):
            found[line] = []
        if len(found) > SHOWN:
            break
    return unpacked.columns or (), found


def _faults(verdict: Verdict, last_line: int) -> dict[int, dict[str, list[tuple[str, str, str]]]]:
    found: dict[int, dict[str, list[tuple[str, str, str]]]] = {}
    with open_duck(files=[verdict.problems_path], threads=1) as duck:
        for line, column, code, shown, expected in _problems(duck, verdict.problems_path, last_line):
            found.setdefault(line, {}).setdefault(column, []).append((code, shown, expected))
    return found


def _problems(duck: duckdb.DuckDBPyConnection, path: Path, last_line: int) -> list[tuple]:
    source = f"read_parquet({text(path)})"
    query = f'SELECT line, "column", code, found, expected FROM {source} WHERE line <= ? ORDER BY line, place'  # noqa: S608
    return duck.execute(query, [last_line]).fetchall()
