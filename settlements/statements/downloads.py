"""What a statement hands out as files: its lines, its documents, a line's source rows."""

from collections.abc import Iterator

from django.http import HttpResponse

from portal.web.csv_response import csv_response
from settlements.statements.access import line_of
from settlements.statements.audience import Audience
from settlements.statements.documents_out import json_bytes, line_rows
from settlements.statements.models import Line, Statement
from settlements.statements.source_rows import erased_behind, every_row, sources_of
from usage.erasure.erased import erased_sentence
from usage.storage import begun, files_may_be_gone

ROW_COLUMNS = ("file", "line", "usage_date", "quantity", "gross_revenue", "deductions", "currency")


def statement_lines(request, audience: Audience, number: str) -> HttpResponse:
    """All lines as CSV, numbers as the documents have them."""
    statement = audience.statement(request.user, number, "lines as CSV")
    return csv_response(name=f"{number}-lines", rows=line_rows(statement))


@files_may_be_gone
def statement_sources(request, audience: Audience, number: str, position: int) -> HttpResponse:
    """The source rows of a line as CSV."""
    statement = audience.statement(request.user, number, f"rows of line {position} as CSV")
    line = line_of(statement, position)
    return csv_response(name=f"{number}-line-{position}-rows", rows=begun(_source_rows(statement, line)))


def statement_input(request, audience: Audience, number: str) -> HttpResponse:
    statement = audience.statement(request.user, number, "input document")
    return _document(statement.input_document, "settlement-input.json")


def statement_result(request, audience: Audience, number: str) -> HttpResponse:
    statement = audience.statement(request.user, number, "result document")
    return _document(statement.result_document, "settlement-result.json")


def _document(document: dict, name: str) -> HttpResponse:
    response = HttpResponse(json_bytes(document), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _source_rows(statement: Statement, line: Line) -> Iterator[list]:
    yield list(ROW_COLUMNS)
    sources = sources_of(statement, line)
    if sources is None:
        return
    yield from ([erased_sentence(report)] for report in erased_behind(statement))
    for row in every_row(statement, line, sources):
        yield [
            row.file_name,
            row.line,
            row.usage_date,
            row.quantity,
            row.gross_revenue,
            row.deductions,
            line.currency,
        ]
