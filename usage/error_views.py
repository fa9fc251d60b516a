"""What is wrong with a report's rows; and its files to take away."""

from collections.abc import Callable, Iterator
from functools import wraps

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.files.download import file_response
from portal.files.readable import is_readable, why_not_read
from portal.web.csv_response import csv_response
from usage.audience import Audience
from usage.erasure.erased import erased_sentence
from usage.failed_rows import failed_rows
from usage.formats.write import table_response
from usage.models import Report
from usage.problems import RowProblem, every_problem, problem_page
from usage.row_sentences import title_of
from usage.storage import begun, files_may_be_gone
from usage.verdict_text import Group, groups_to_fix
from usage.view_file import view_file

PER_PAGE = 50


def rows_may_be_erased(view: Callable) -> Callable:
    """A view of a report's file or rows: back to its page, which says when they were erased."""

    @wraps(view)
    def page(request, audience: Audience, report_id: int) -> HttpResponseBase:
        row = audience.report(request.user, report_id)
        if row.erased_at is None:
            return view(request, audience, report_id)
        messages.info(request, erased_sentence(row))
        return redirect(audience.url("report", row.pk))

    return page


class Problems:
    """The problems as a sequence of which the paginator reads one page."""

    def __init__(self, report: Report, groups: list[Group], chosen: Group | None) -> None:
        self.report, self.chosen = report, chosen
        self.count_of_all = chosen.count if chosen else sum(group.count for group in groups)

    def __len__(self) -> int:
        return self.count_of_all

    def __getitem__(self, part: slice) -> list[RowProblem]:
        return problem_page(
            report=self.report,
            code=self.chosen.code if self.chosen else None,
            column=self.chosen.column if self.chosen else None,
            offset=part.start,
            limit=part.stop - part.start,
        )


@require_safe
@rows_may_be_erased
@files_may_be_gone
def report_errors(request, audience: Audience, report_id: int) -> HttpResponse:
    """Problems grouped by kind, and every one of them, 50 to a page."""
    row = audience.report(request.user, report_id)
    groups = groups_to_fix(row, audience, request.user)
    code, column = request.GET.get("code", ""), request.GET.get("column")
    chosen = next((each for each in groups if each.code == code and column in (None, each.column)), None)
    page = Paginator(Problems(row, groups, chosen), PER_PAGE).get_page(request.GET.get("page"))
    context = audience.context(report=row, groups=groups, chosen=chosen, page=page)
    return render(request, "usage/report_errors.html", context)


@require_safe
@rows_may_be_erased
@files_may_be_gone
def report_problems_csv(request, audience: Audience, report_id: int) -> HttpResponse:
    row = audience.report(request.user, report_id)
    return csv_response(name=f"report-{row.pk}-problems", rows=begun(_problem_rows(row)))


def _problem_rows(report: Report) -> Iterator[list]:
    yield ["line", "column", "code", "problem", "found", "expected"]
    for each in every_problem(report=report):
        yield [each.line, each.named, each.code, title_of(each.code), each.found, each.expected]


@require_safe
@rows_may_be_erased
@files_may_be_gone
def report_failed_rows(request, audience: Audience, report_id: int) -> HttpResponseBase:
    """In the format that the file came in."""
    row = audience.report(request.user, report_id)
    if row.rejected and not is_readable(row.file):
        return _not_readable(request, audience, row)
    _note_look(request, audience, row, "report_failed_rows")
    rows = failed_rows(report=row) if row.rejected else [[_("No row was rejected.")]]
    return table_response(rows=begun(rows), kind=row.format, name=f"report-{row.pk}-rejected-rows")


@require_safe
@rows_may_be_erased
@files_may_be_gone
def report_file(request, audience: Audience, report_id: int) -> HttpResponse:
    """The original bytes, never shown in place: only as an attachment."""
    row = audience.report(request.user, report_id)
    if not is_readable(row.file):
        return _not_readable(request, audience, row)
    _note_look(request, audience, row, "report_file")
    return file_response(row.file)


def _note_look(request, audience: Audience, row: Report, page: str) -> None:
    if audience.is_staff:
        view_file(report=row, by=request.user, page=page)


def _not_readable(request, audience: Audience, row: Report) -> HttpResponse:
    """Back to the report's page, which then says why."""
    messages.error(request, why_not_read(row.file))
    return redirect(audience.url("report", row.pk))
