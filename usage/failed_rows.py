"""The rows that were rejected, as they stood in the file, each with its reasons."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from usage.column_names import ColumnNames
from usage.models import Report
from usage.own_rows import own_rows
from usage.problems import every_problem
from usage.row_sentences import title_of
from usage.storage import local_path


def failed_rows(*, report: Report) -> Iterator[list[str]]:
    """Line and reason, then the columns of the file; a row may have more cells than these."""
    with TemporaryDirectory(prefix="failed-") as temporary:
        folder = Path(temporary)
        original = local_path(name=report.file.content.name, folder=folder)
        header, at, rows = own_rows(path=original, folder=folder, dialect=ColumnNames(report).definition)
        yield ["line", _("reason"), *header]
        for line, problems in groupby(every_problem(report=report), attrgetter("line")):
            cells: list[str] = []
            while at < line:
                cells, at = next(rows, []), at + 1
            yield [str(line), _reasons(problems), *cells, *[""] * (len(header) - len(cells))]


def _reasons(problems) -> str:
    return "; ".join(
        ": ".join(filter(None, (each.named, title_of(each.code), each.expected))) for each in problems
    )
