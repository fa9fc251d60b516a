"""Statements, their lines with every step, and their files."""

from django.http import FileResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.pagination import CursorPagination
from rest_framework.response import Response

from portal.api.pages import AT_MOST, PER_PAGE, NewestFirst
from portal.api.scopes import Scope
from portal.api.view import ApiView
from portal.files.download import file_response
from portal.refused import Refused
from settlements.statements.access import line_of
from settlements.statements.api import shapes
from settlements.statements.api.bodies import body_of, explanation_of, line_of_body, row_of
from settlements.statements.api.rows import readable_statement, readable_statements
from settlements.statements.bundle.make_bundle import make_bundle
from settlements.statements.pdf.ask_pdf import ask_pdf, is_overdue
from settlements.statements.pdf.models import StatementPdf
from settlements.statements.versions import file_stem
from usage.storage import files_may_be_gone

NUMBER = OpenApiParameter("number", str, OpenApiParameter.PATH)
POSITION = OpenApiParameter("position", int, OpenApiParameter.PATH)


class StatementsView(ApiView):
    read_scope, write_scope = Scope.STATEMENTS_READ, Scope.STATEMENTS_READ
    http_method_names = ["get", "head"]


class Wanted(serializers.Serializer):
    """What the list is narrowed down to."""

    agreement = serializers.CharField(required=False, help_text=_("The number of an agreement."))
    period = serializers.CharField(required=False)


class InOrder(CursorPagination):
    """Lines as they stand in the statement."""

    page_size, max_page_size, page_size_query_param = PER_PAGE, AT_MOST, "page_size"
    ordering = "position"


class StatementList(StatementsView):
    pagination_class = NewestFirst

    @extend_schema(
        operation_id="statements",
        summary=_("Statements, newest first"),
        parameters=[Wanted],
        responses=shapes.StatementRow(many=True),
        filters=True,
    )
    def get(self, request) -> Response:
        wanted = Wanted(data=request.query_params)
        wanted.is_valid(raise_exception=True)
        names = {"agreement": "agreement__number", "period": "period__label"}
        narrowed = {names[name]: value for name, value in wanted.validated_data.items()}
        pages = NewestFirst()
        found = pages.paginate_queryset(readable_statements(request.user).filter(**narrowed), request, self)
        return pages.get_paginated_response([row_of(each) for each in found])


class OneStatement(StatementsView):
    @extend_schema(
        operation_id="statement",
        summary=_("One statement: its ladder, why it changed, its seal, and whether it is final"),
        responses=shapes.StatementShape,
        parameters=[NUMBER],
    )
    def get(self, request, number: str) -> Response:
        return Response(body_of(readable_statement(request.user, number, "statement")))


class StatementLines(StatementsView):
    pagination_class = InOrder

    @extend_schema(
        operation_id="statement_lines",
        summary=_("The lines of a statement, in its order"),
        responses=shapes.LineShape(many=True),
        parameters=[NUMBER],
        filters=True,
    )
    def get(self, request, number: str) -> Response:
        statement = readable_statement(request.user, number, "lines")
        pages = InOrder()
        found = pages.paginate_queryset(statement.lines.all(), request, self)
        return pages.get_paginated_response([line_of_body(line, statement.currency) for line in found])


class LineExplanation(StatementsView):
    @extend_schema(
        operation_id="explanation",
        summary=_("How a line was calculated, step by step"),
        responses=shapes.ExplanationShape,
        parameters=[NUMBER, POSITION],
    )
    def get(self, request, number: str, position: int) -> Response:
        statement = readable_statement(request.user, number, f"line {position}")
        return Response(explanation_of(line_of(statement, position), statement.currency))


class StatementBundle(StatementsView):
    @extend_schema(
        operation_id="bundle",
        summary=_("Everything that recomputes a statement, in one zip"),
        description=_("Check it with the program inside: python3 verify.pyz BUNDLE"),
        responses={(200, "application/zip"): OpenApiTypes.BINARY},
        parameters=[NUMBER, OpenApiParameter("rows", bool, description=_("With the rows of usage."))],
    )
    def get(self, request, number: str) -> HttpResponseBase:
        statement = readable_statement(request.user, number, "bundle")
        return _bundle(request, statement, request.query_params.get("rows") in ("1", "true"))


class StatementAsPdf(StatementsView):
    @extend_schema(
        operation_id="statement_pdf",
        summary=_("A statement as PDF"),
        description=_("Made when it is first asked for: 202 while it is, so ask again after some seconds."),
        responses={(200, "application/pdf"): OpenApiTypes.BINARY, 202: shapes.PdfWaits},
        parameters=[NUMBER],
    )
    def get(self, request, number: str) -> HttpResponseBase:
        statement = readable_statement(request.user, number, "statement as PDF")
        return _pdf(request, statement)


@files_may_be_gone
def _bundle(request, statement, with_rows: bool) -> HttpResponseBase:
    file = make_bundle(statement=statement, with_rows=with_rows)
    name = f"{file_stem(statement)}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


@files_may_be_gone
def _pdf(request, statement) -> HttpResponseBase:
    made = StatementPdf.objects.filter(statement=statement).select_related("file").first()
    if made is not None:
        return file_response(made.file)
    asked = ask_pdf(statement=statement)
    if asked.failed_at or is_overdue(asked):
        asked = ask_pdf(statement=statement, again=True)
        sentence = _("The PDF could not be made. It is tried again now; ask once more in a minute.")
        raise Refused("pdf_failed", str(sentence))
    return Response({"state": "being_made"}, status=202, headers={"Retry-After": "3"})
