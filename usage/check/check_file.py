"""Check a usage file: structure, header, every row; archive and sum what is right, explain what is not.

Three steps: prepare, check_chunk for each chunk, conclude. Here they follow each other in one process; the
tasks of a report that has many chunks run the second on any number of machines.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from usage.check.check_chunk import Checked, ChunkFiles, check_chunk
from usage.check.conclude import conclude
from usage.check.cuts import Chunk, cut_out
from usage.check.prepare import Prepared, prepare
from usage.check.rules import CheckRules
from usage.check.verdict import FileRefused, Progress, Verdict
from usage.dialects.definition import Definition
from usage.formats.kinds import format_of

OnProgress = Callable[[Progress], None]


def check_file(
    *,
    path: Path,
    rules: CheckRules,
    into: Path,
    on_progress: OnProgress | None = None,
    dialect: Definition | None = None,
    share: Callable[[Prepared], object] | None = None,
) -> Verdict | None:
    """The verdict on a file of any format; writes rows and problems of each chunk into a folder as Parquet.

    dialect: the layout of the file; None: the canonical one.
    share: takes over a file of many chunks once it is prepared; then there is no verdict yet: None.
    No content of the file raises: what cannot be read is a file problem of the verdict.
    """
    path, into = Path(path).absolute(), Path(into).absolute()
    on_progress = on_progress or (lambda progress: None)
    with TemporaryDirectory(prefix="check-", dir=into) as folder:
        try:
            prepared = prepare(
                path=path, folder=Path(folder), rules=rules, dialect=dialect, on_progress=on_progress
            )
            if share and len(prepared.plan.chunks) > 1:
                return share(prepared)
            return check_prepared(prepared=prepared, rules=rules, into=into, on_progress=on_progress)
        except FileRefused as refusal:
            return Verdict(format=format_of(path), file_problems=refusal.problems)


def check_prepared(*, prepared: Prepared, rules: CheckRules, into: Path, on_progress: OnProgress) -> Verdict:
    """Chunk after chunk. Raises FileRefused."""
    plan = prepared.plan
    before = seen_before(rules) if "source_ref" in plan.columns else {}
    is_whole = len(plan.chunks) == 1
    checked = [
        _check(prepared, chunk, rules, into, before if is_whole else {}, on_progress) for chunk in plan.chunks
    ]
    files = [ChunkFiles.of(chunk.number, into=into) for chunk in plan.chunks]
    cut = partial(_cut, prepared)
    found = conclude(
        plan=plan,
        rules=rules,
        checked=checked,
        buckets_of=lambda number: checked[number].buckets,
        files=files,
        into=into,
        cut=cut,
        **before,
    )
    verdict = found.verdict
    for each in files:
        each.keys.unlink(missing_ok=True)
    return verdict


def seen_before(rules: CheckRules) -> dict[str, list[Path]]:
    """Archives, and what is left of erased ones; fetched only for files that have a source_ref."""
    given = {"seen": rules.seen_source_refs, "erased": rules.erased_source_refs}
    return {
        name: [Path(path).absolute() for path in (paths() if callable(paths) else paths)]
        for name, paths in given.items()
    }


def _check(
    prepared: Prepared,
    chunk: Chunk,
    rules: CheckRules,
    into: Path,
    before: dict[str, list[Path]],
    on_progress: OnProgress,
) -> Checked:
    plan = prepared.plan

    def tell(progress: Progress) -> None:
        """As part of the whole file."""
        done, rows = chunk.offset + progress.bytes_done, chunk.first_line - 1 + progress.rows
        on_progress(replace(progress, bytes_done=done, bytes_total=plan.size, rows=rows))

    given = {"plan": plan, "chunk": chunk, "rules": rules, "into": into, "on_progress": tell, **before}
    given |= {"originals": prepared.originals, "long_lines": prepared.long_lines}
    if len(plan.chunks) == 1:
        return check_chunk(path=prepared.lines, **given)
    with TemporaryDirectory(prefix="chunk-", dir=into) as folder:
        part = Path(folder) / "lines.csv"
        _cut(prepared, chunk, part)
        return check_chunk(path=part, **given)


def _cut(prepared: Prepared, chunk: Chunk, target: Path) -> None:
    with prepared.lines.open("rb") as source:
        source.seek(chunk.offset)
        cut_out(source=source, chunk=chunk, target=target)
