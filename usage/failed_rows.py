"""The rows that were rejected, as they stood in the file, each with its reasons."""

import csv
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from usage.check.mend import BAD_RECORD, mend
from usage.check.rules import Limits
from usage.formats.unpack import unpack
from usage.models import Report
from usage.problems import every_problem
from usage.row_sentences import title_of
from usage.storage import local_path

UNMENDED = {"\0n": "\n", "\0r": "\r", "\0u": "\x1f", "\0c": ","}


def failed_rows(*, report: Report) -> Iterator[list[str]]:
    """Line and reason, then the columns of the file; a row may have more cells than these."""
    limits = Limits()
    with TemporaryDirectory(prefix="failed-") as temporary:
        folder = Path(temporary)
        original = local_path(name=report.file.content.name, folder=folder)
        unpacked = unpack(path=original, folder=folder, limits=limits, on_progress=lambda progress: None)
        whole = unpacked.path
        if not unpacked.is_mended:
            whole = folder / "lines.csv"
            mend(source=unpacked.path, target=whole, limits=limits)
        with whole.open(encoding="utf-8", newline="\n") as lines:
            at = 0
            header = unpacked.columns
            if header is None:
                header, at = _cells(next(lines, "")), 1
            yield ["line", _("reason"), *header]
            for line, problems in groupby(every_problem(report=report), attrgetter("line")):
                text = ""
                while at < line:
                    text, at = next(lines, ""), at + 1
                cells = _cells(text)
                yield [str(line), _reasons(problems), *cells, *[""] * (len(header) - len(cells))]


def _reasons(problems) -> str:
    return "; ".join(
        ": ".join(filter(None, (each.column, title_of(each.code), each.expected))) for each in problems
    )


def _cells(line: str) -> list[str]:
    """One line's cells; a line whose quotes do not close is one cell."""
    line = line.rstrip("\n")
    try:
        cells = next(csv.reader([line], strict=True), [])
    except csv.Error:
        cells = [line]
    return [_unmended(cell.removeprefix(BAD_RECORD)) for cell in cells]


def _unmended(cell: str) -> str:
    for mark, meant in UNMENDED.items():
        cell = cell.replace(mark, meant)
    return cell
