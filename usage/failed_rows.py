"""The rows that were rejected, as they stood in the file, each with its reasons."""

import csv
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.web import formats
from usage.check.mend import BAD_RECORD
from usage.models import Report
from usage.problems import every_problem
from usage.row_sentences import title_of

UNMENDED = {"\0n": "\n", "\0r": "\r", "\0u": "\x1f", "\0c": ","}


def failed_rows(*, report: Report) -> Iterator[list[str]]:
    """Line and reason, then the columns of the file; a row may have more cells than these.

    The text of each row is the check's own (`check/rejected_text.py`), so that the file is not read again.
    Where there is more of it than is kept, the last row says how many rows are left out.
    """
    header = report.verdict.get("columns", [])
    yield ["line", _("reason"), *header]
    left_out = 0
    for line, group in groupby(every_problem(report=report), attrgetter("line")):
        problems = list(group)
        if problems[0].text is None:
            left_out += 1
            continue
        cells = _cells(problems[0].text)
        yield [str(line), _reasons(problems), *cells, *[""] * (len(header) - len(cells))]
    if left_out:
        sentence = ngettext(
            "%(count)s more rejected row is not kept word for word. The list of problems names it.",
            "%(count)s more rejected rows are not kept word for word. The list of problems names them.",
            left_out,
        )
        yield ["", sentence % {"count": formats.exact(left_out)}, *[""] * len(header)]


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
