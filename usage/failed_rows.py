"""The rows that were rejected, as they stood in the file, each with its reasons."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.web import formats
from usage.check.verdict import FileRefused
from usage.column_names import ColumnNames
from usage.dialects.definition import Definition
from usage.models import Report
from usage.own_rows import own_rows, row_of
from usage.problems import RowProblem, every_problem
from usage.row_sentences import title_of
from usage.storage import local_path


def failed_rows(*, report: Report) -> Iterator[list[str]]:
    """Line and reason, then the columns of the file; a row may have more cells than these.

    Raises OSError where the storage has lost what it is read from.
    """
    dialect = ColumnNames(report).definition
    return _read_again(report, dialect) if dialect else _kept(report)


def _kept(report: Report) -> Iterator[list[str]]:
    """The text of each row is the check's own (`check/rejected_text.py`), so that the file is not read again.

    Where there is more of it than is kept, the last row says how many rows are left out.
    """
    header = report.verdict.get("columns", [])
    yield ["line", _("reason"), *header]
    left_out = 0
    for line, problems in _by_line(report):
        if problems[0].text is None:
            left_out += 1
        else:
            yield _row(line, problems, row_of(problems[0].text), len(header))
    if left_out:
        sentence = ngettext(
            "%(count)s more rejected row is not kept word for word. The list of problems names it.",
            "%(count)s more rejected rows are not kept word for word. The list of problems names them.",
            left_out,
        )
        yield ["", sentence % {"count": formats.exact(left_out)}, *[""] * len(header)]


def _read_again(report: Report, dialect: Definition) -> Iterator[list[str]]:
    """The partner's own words of a file in a dialect: the check has kept only their translation."""
    with TemporaryDirectory(prefix="failed-") as temporary:
        folder = Path(temporary)
        original = local_path(name=report.file.content.name, folder=folder)
        try:
            header, at, rows = own_rows(path=original, folder=folder, dialect=dialect)
        except (FileRefused, RuntimeError) as fault:
            raise OSError(f"the file of report {report.pk} cannot be read again") from fault
        yield ["line", _("reason"), *header]
        for line, problems in _by_line(report):
            cells: list[str] = []
            while at < line:
                cells, at = next(rows, []), at + 1
            yield _row(line, problems, cells, len(header))


def _by_line(report: Report) -> Iterator[tuple[int, list[RowProblem]]]:
    for line, problems in groupby(every_problem(report=report), attrgetter("line")):
        yield line, list(problems)


def _row(line: int, problems: list[RowProblem], cells: list[str], width: int) -> list[str]:
    return [str(line), _reasons(problems), *cells, *[""] * (width - len(cells))]


def _reasons(problems: list[RowProblem]) -> str:
    return "; ".join(
        ": ".join(filter(None, (each.named, title_of(each.code), each.expected))) for each in problems
    )
