"""A file of any format in a partner's own layout, translated (inside the process of `formats/child.py`)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from usage.check.rules import Limits
from usage.check.structure import read_structure
from usage.dialects.definition import Definition
from usage.dialects.records import Record, as_utf8, records
from usage.dialects.spoken import read_spoken
from usage.dialects.translate import translate
from usage.formats import gzipped, json_lines, parquet, workbook
from usage.formats.kinds import Format

TYPED_WRITERS = {
    Format.XLSX: workbook.write_lines,
    Format.PARQUET: parquet.write_lines,
    Format.JSON_LINES: json_lines.write_lines,
}


@dataclass(frozen=True, kw_only=True)
class OwnTable:
    """A file as it is before translation. names: of a format without a header line."""

    lines: Iterator[Record]
    names: tuple[str, ...] | None


def translate_file(
    *, kind: Format, source: Path, target: Path, spoken: Path, limits: Limits, tell: Callable[[int], None]
) -> dict[str, Any]:
    """Write the canonical lines; return their columns and what was counted (`translate.Translated`).

    Raises FileRefused.
    """
    translation = read_spoken(spoken)
    originals = target.with_suffix(".originals")
    with own_table(
        kind=kind,
        source=source,
        folder=target.parent,
        definition=translation.definition,
        limits=limits,
        tell=tell,
    ) as table:
        found = translate(
            lines=table.lines,
            names=table.names,
            target=target,
            originals=originals,
            translation=translation,
            tell=tell,
        )
    return vars(found) | {"originals": str(originals)}


@contextmanager
def own_table(
    *,
    kind: Format,
    source: Path,
    folder: Path,
    definition: Definition,
    limits: Limits,
    tell: Callable[[int], None],
) -> Iterator[OwnTable]:
    """Raises FileRefused. What it writes into the folder is gone afterwards."""
    lines = folder / "own.csv"
    names = None
    if typed := kind in TYPED_WRITERS:
        write = TYPED_WRITERS[kind]
        names = write(source=source, target=lines, limits=limits, tell=tell, marks_types=True)
        source = lines
    else:
        if kind == Format.GZIP:
            gzipped.write_lines(source=source, target=lines, limits=limits, tell=tell)
            source = lines
        source = as_utf8(source=source, target=folder / "utf8.csv", encoding=definition.encoding)
        read_structure(path=source, limits=limits, on_progress=lambda progress: None)
    try:
        yield OwnTable(
            lines=records(path=source, separator=definition.separator, limits=limits, is_mended=typed),
            names=names,
        )
    finally:
        for path in (lines, folder / "utf8.csv"):
            path.unlink(missing_ok=True)
