"""What is wrong with a report's rows: one by one, and as a file to mend."""

from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from portal.accounts.access import is_staff
from portal.accounts.models import User
from portal.api.pages import AT_MOST, PER_PAGE, cursor_at, offset_in
from portal.files.readable import require_readable
from portal.refused import Refused
from usage.api.rows import readable_report
from usage.api.shapes import RowProblemsShape
from usage.api.view import ReportsView
from usage.erasure.erased import erased_sentence
from usage.failed_rows import failed_rows
from usage.formats.write import TYPES, table_response
from usage.models import Report
from usage.problems import problem_page
from usage.storage import begun, files_may_be_gone
from usage.view_file import view_file

LARGEST = 2**31
FILES = ("text/csv", "application/jsonl", *TYPES.values())


class Chosen(serializers.Serializer):
    code = serializers.CharField(required=False, help_text=_("Problems of this kind only."))
    column = serializers.CharField(
        required=False, allow_blank=True, trim_whitespace=False, help_text=_("In this column only.")
    )
    cursor = serializers.CharField(required=False, allow_blank=True)
    page_size = serializers.IntegerField(required=False, default=PER_PAGE, min_value=1, max_value=AT_MOST)


class ReportErrors(ReportsView):
    @extend_schema(
        operation_id="report_errors",
        summary=_("What is wrong with its rows, in the order of the file"),
        parameters=[Chosen],
        responses=RowProblemsShape,
    )
    def get(self, request, report_id: int) -> Response:
        chosen = Chosen(data=request.query_params)
        chosen.is_valid(raise_exception=True)
        row = _with_rows(request.user, report_id)
        return _page(request, report=row, **chosen.validated_data)


class RejectedRows(ReportsView):
    @extend_schema(
        operation_id="rejected_rows",
        summary=_("The rejected rows, as a file in the format it came in"),
        description=_("Mend them and upload them as a report of their own."),
        responses={(200, kind): OpenApiTypes.BINARY for kind in FILES},
    )
    def get(self, request, report_id: int) -> HttpResponseBase:
        row = _with_rows(request.user, report_id)
        return _rejected(request, row)


def _with_rows(user: User, report_id: int) -> Report:
    """Raises Refused `rows_erased`; outsiders: Http404."""
    row = readable_report(user, report_id)
    if row.erased_at is not None:
        raise Refused("rows_erased", erased_sentence(row))
    return row


@files_may_be_gone
def _page(request, *, report, page_size: int, code: str | None = None, column: str | None = None, cursor=""):
    start = offset_in(cursor)
    # One more than is shown tells whether there is a next page.
    found = problem_page(
        report=report, code=code, column=column, offset=min(start, LARGEST), limit=page_size + 1
    )
    results = [
        {
            "line": each.line,
            "column": each.column,
            "code": each.code,
            "found": each.found,
            "expected": each.expected,
            "sentence": each.title,
        }
        for each in found[:page_size]
    ]
    before = max(0, start - page_size) if start else None
    after = start + page_size if len(found) > page_size else None
    beside = {"next": _address(request, after), "previous": _address(request, before)}
    return Response(RowProblemsShape({**beside, "results": results}).data)


def _address(request, offset: int | None) -> str | None:
    if offset is None:
        return None
    query = request.query_params.copy()
    query["cursor"] = cursor_at(offset)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


@files_may_be_gone
def _rejected(request, report) -> HttpResponseBase:
    """Raises Refused: `nothing_rejected`, `infected`, `not_scanned`. A look by staff is on record."""
    if not report.rejected:
        raise Refused("nothing_rejected", _("No row of this report was rejected: there is nothing to mend."))
    require_readable(report.file)
    if is_staff(request.user):
        view_file(report=report, by=request.user, page="report_failed_rows")
    rows = begun(failed_rows(report=report))
    return table_response(rows=rows, kind=report.format, name=f"report-{report.pk}-rejected-rows")
