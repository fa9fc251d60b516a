"""The last step of a check: what its chunks say together."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest
from itertools import chain
from pathlib import Path

from usage.archive.buckets import DIMENSIONS, BucketSum
from usage.archive.duck import open_duck
from usage.check.acceptance import total
from usage.check.check_chunk import Checked, ChunkFiles
from usage.check.cuts import Chunk
from usage.check.duplicates import SHOWN
from usage.check.findings import read_groups
from usage.check.prepare import Plan
from usage.check.repeats import find_repeats, warn_of_equal_archived
from usage.check.revise_chunk import revise_chunk
from usage.check.row_rules import RowRules
from usage.check.rules import CheckRules
from usage.check.verdict import FileProblem, FileRefused, FileWarning, Verdict
from usage.check.vocabulary import Vocabulary

# ruff: noqa: S608 (nothing in SQL comes from outside)

SUMS = ("quantity", "gross_revenue", "deductions", "rows")
WARNINGS = ("equal_rows", "zero_revenue", "blank_lines", "left_out")


@dataclass(frozen=True, kw_only=True)
class Conclusion:
    """revised: the numbers of chunks whose rows and problems were written anew, where the verdict says."""

    verdict: Verdict
    revised: frozenset[int] = frozenset()


def conclude(
    *,
    plan: Plan,
    rules: CheckRules,
    checked: Sequence[Checked],
    buckets_of: Callable[[int], Iterable[BucketSum]],
    files: Sequence[ChunkFiles],
    into: Path,
    cut: Callable[[Chunk, Path], object],
    seen: Sequence[Path] = (),
    erased: Sequence[Path] = (),
    fetch: Callable[[Path], object] = lambda path: None,
) -> Conclusion:
    """The verdict from what each chunk holds, in the order of chunks; rows seen before leave the archives.

    buckets_of: the sums of a chunk by its number, asked for one after the other; those of `checked` are not.
    Only what must be written anew is written, into the folder. cut: writes a chunk's lines to a path, once
    more. fetch: called with each file before it is read; rows are read only where some may be equal or
    duplicates. Raises FileRefused: empty_file.
    """
    rows = sum(each.rows for each in checked)
    if not rows:
        raise FileRefused(FileProblem(code="empty_file", details={"header": True}))
    limits, across, revised = rules.limits, (), frozenset()
    given = [path for each in files for path in (each.rows, each.problems, each.keys)]
    with open_duck(
        files=[*given, *seen, *erased], folder=into, memory_mib=limits.memory_mib, threads=limits.threads
    ) as connection:
        if len(plan.chunks) > 1:
            together = _Together(connection, plan, rules, list(checked), list(files), fetch)
            across = together.compare(seen, erased)
            revised = together.revise(into, cut)
            checked, files = together.checked, together.files
        problems = [each.problems for each in files]
        for number, path in enumerate(problems):
            if number not in revised:
                fetch(path)
        groups = read_groups(connection=connection, problems=problems, examples=limits.examples)
    sums = (checked[each].buckets if each in revised else buckets_of(each) for each in range(len(checked)))
    buckets = _added(chain.from_iterable(sums))
    empty = [
        FileWarning(code="blank_lines", count=plan.records - rows),
        FileWarning(code="left_out", count=plan.left_out, lines=plan.left_out_lines),
    ]
    return Conclusion(
        revised=revised,
        verdict=Verdict(
            format=plan.format,
            columns=plan.columns,
            rows=rows,
            accepted=sum(each.accepted for each in checked),
            rejected=sum(each.rejected for each in checked),
            problems=sum(group.count for group in groups),
            groups=groups,
            by_currency=total(buckets, "currency"),
            by_application=total(buckets, "application"),
            by_model=total(buckets, "model"),
            buckets=buckets,
            warnings=_merged(chain(*(each.warnings for each in checked), across, empty)),
            rows_paths=tuple(each.rows for each in files),
            problems_paths=tuple(each.problems for each in files),
        ),
    )


class _Together:
    """Chunks held against each other; a chunk is rewritten only where it took a repeated row for new."""

    def __init__(self, connection, plan, rules, checked: list[Checked], files: list[ChunkFiles], fetch):
        self.connection, self.plan, self.rules, self.fetch = connection, plan, rules, fetch
        self.checked, self.files = checked, files

    def compare(self, seen: Sequence[Path], erased: Sequence[Path]) -> tuple[FileWarning, ...]:
        """Find what repeats; the warning of equal rows."""
        keys = [each.keys for each in self.files]
        for path in keys:
            self.fetch(path)
        find_repeats(
            connection=self.connection, keys=keys, seen=seen, erased=erased, key=self.rules.reference_key
        )
        paths = [self.files[number].rows for number in self._holding("alike")]
        for path in paths:
            self.fetch(path)
        return warn_of_equal_archived(connection=self.connection, rows=paths) if paths else ()

    def revise(self, into: Path, cut: Callable[[Chunk, Path], object]) -> frozenset[int]:
        """Write anew the chunks that hold lines of `changed`; returns their numbers."""
        vocabulary, plan = Vocabulary.of(self.rules), self.plan
        numbers = self._holding("changed")
        for number in numbers:
            old, new = self.files[number], ChunkFiles.of(number, into=into, revised=True)
            self.fetch(old.rows)
            self.fetch(old.problems)
            self.files[number] = new
            lines = into / f"lines-{number}.csv"
            cut(plan.chunks[number], lines)
            self.checked[number] = revise_chunk(
                connection=self.connection,
                plan=plan,
                chunk=plan.chunks[number],
                checked=self.checked[number],
                old=old,
                new=new,
                rules=RowRules(plan.columns, vocabulary, plan.quoted, plan.mended),
                lines=lines,
            )
            lines.unlink()
        return frozenset(numbers)

    def _holding(self, table: str) -> list[int]:
        """The chunks some of whose lines are in the table."""
        count = f"SELECT count(*) FROM {table} WHERE line >= ? AND line < ?"
        return [
            each.number
            for each in self.plan.chunks
            if self.connection.execute(count, [each.first_line, each.end_line]).fetchone()[0]
        ]


def _added(buckets: Iterable[BucketSum]) -> tuple[BucketSum, ...]:
    """Buckets of the same dimensions and days as one, in the order of dimensions and days."""
    sums: dict[tuple, BucketSum] = {}
    for each in buckets:
        key = (*(getattr(each, name) for name in DIMENSIONS), each.from_date)
        old = sums.get(key)
        if old is not None:
            each = replace(each, **{name: getattr(old, name) + getattr(each, name) for name in SUMS})
        sums[key] = each
    return tuple(sums[key] for key in sorted(sums))


def _merged(warnings: Iterable[FileWarning]) -> tuple[FileWarning, ...]:
    """One warning of each code, with the first lines of all."""
    found: dict[str, list[FileWarning]] = {code: [] for code in WARNINGS}
    for each in warnings:
        found[each.code].append(each)
    merged = []
    for code, given in found.items():
        count = sum(each.count for each in given)
        if count:
            lines = nsmallest(SHOWN, chain.from_iterable(each.lines for each in given))
            merged.append(FileWarning(code=code, count=count, lines=tuple(lines)))
    return tuple(merged)
