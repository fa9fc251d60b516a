"""The rows that were rejected, as they stood in the file, each with its reasons."""

import csv
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from usage.check.mend import mend
from usage.check.rules import Limits
from usage.models import Report
from usage.problems import every_problem
from usage.row_sentences import title_of
from usage.storage import local_path


def failed_rows(*, report: Report) -> Iterator[list[str]]:
    """A header line, then one line per rejected row: the file's own cells, its line, and why."""
    with TemporaryDirectory(prefix="failed-") as temporary:
        folder = Path(temporary)
        whole = folder / "lines.csv"
        original = local_path(name=report.file.content.name, folder=folder)
        mend(source=original, target=whole, limits=Limits())
        with whole.open(encoding="utf-8", newline="\n") as lines:
            header = _cells(next(lines, ""))
            yield [*header, "line", _("reason")]
            at = 1
            for line, problems in groupby(every_problem(report=report), attrgetter("line")):
                text = ""
                while at < line:
                    text, at = next(lines, ""), at + 1
                cells = _cells(text)
                yield [*cells, *[""] * (len(header) - len(cells)), str(line), _reasons(problems)]


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
    return [cell.replace("\0n", "\n").replace("\0r", "\r").replace("\0u", "\x1f") for cell in cells]
