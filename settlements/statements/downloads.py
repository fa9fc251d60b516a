"""What a statement hands out as files: its lines, its documents, a line's source rows."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from portal.refused import Refused
from portal.web.csv_response import csv_response
from settlements.engine.verify import INPUT_NAME, RESULT_NAME
from settlements.statements.access import line_of
from settlements.statements.audience import Audience
from settlements.statements.bundle.make_bundle import make_bundle
from settlements.statements.documents_out import XLSX, json_bytes, lines_xlsx
from settlements.statements.line_columns import line_rows
from settlements.statements.row_columns import rows_behind_line
from settlements.statements.versions import file_stem
from usage.storage import begun, files_may_be_gone

JSON = "application/json; charset=utf-8"


def statement_lines(request, audience: Audience, number: str) -> HttpResponse:
    """All lines as CSV, numbers as the documents have them."""
    statement = audience.statement(request.user, number, "lines as CSV")
    return csv_response(name=f"{file_stem(statement)}-lines", rows=line_rows(statement))


def statement_workbook(request, audience: Audience, number: str) -> HttpResponse:
    """All lines as XLSX, numbers as numbers."""
    statement = audience.statement(request.user, number, "lines as XLSX")
    return _file(lines_xlsx(statement), f"{file_stem(statement)}-lines.xlsx", XLSX)


@files_may_be_gone
def statement_sources(request, audience: Audience, number: str, position: int) -> HttpResponse:
    """The source rows of a line as CSV."""
    statement = audience.statement(request.user, number, f"rows of line {position} as CSV")
    line = line_of(statement, position)
    name = f"{file_stem(statement)}-line-{position}-rows"
    return csv_response(name=name, rows=begun(rows_behind_line(statement, line)))


def statement_input(request, audience: Audience, number: str) -> HttpResponse:
    statement = audience.statement(request.user, number, "input document")
    return _file(json_bytes(statement.input_document), INPUT_NAME, JSON)


def statement_result(request, audience: Audience, number: str) -> HttpResponse:
    statement = audience.statement(request.user, number, "result document")
    return _file(json_bytes(statement.result_document), RESULT_NAME, JSON)


@files_may_be_gone
def statement_bundle(request, audience: Audience, number: str) -> HttpResponseBase:
    """Everything that recomputes the statement, in one zip; `?rows=1`: with the rows of usage behind it."""
    statement = audience.statement(request.user, number, "bundle")
    with_rows = request.GET.get("rows") == "1"
    try:
        file = make_bundle(statement=statement, with_rows=with_rows)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(audience.url("statement", number))
    return FileResponse(
        file, as_attachment=True, filename=f"{file_stem(statement)}.zip", content_type="application/zip"
    )


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
