"""What a statement hands out as files: its lines, its documents, a line's source rows."""

import json
from collections.abc import Iterator
from decimal import Decimal

from django.http import HttpResponse

from portal.web.csv_response import csv_response
from settlements.statements.access import line_of
from settlements.statements.audience import Audience
from settlements.statements.models import Line, Statement
from settlements.statements.source_rows import erased_behind, every_row, sources_of
from usage.erasure.erased import erased_sentence
from usage.storage import begun, files_may_be_gone

LINE_COLUMNS = (
    "position",
    "kind",
    "rule",
    "terms_version",
    "clause",
    "application",
    "model",
    "market",
    "unit",
    "currency",
    "quantity",
    "base",
    "base_settlement",
    "rate",
    "share",
    "exclusivity",
    "contributions",
    "exact",
    "amount",
    "settlement_currency",
    "key",
)
NUMBERS = frozenset(LINE_COLUMNS[LINE_COLUMNS.index("quantity") : LINE_COLUMNS.index("amount") + 1])
ROW_COLUMNS = ("file", "line", "usage_date", "quantity", "gross_revenue", "deductions", "currency")


def statement_lines(request, audience: Audience, number: str) -> HttpResponse:
    """All lines as CSV, numbers as the documents have them."""
    statement = audience.statement(request.user, number, "lines as CSV")
    return csv_response(name=f"{_name(statement)}-lines", rows=_line_rows(statement))


@files_may_be_gone
def statement_sources(request, audience: Audience, number: str, position: int) -> HttpResponse:
    """The source rows of a line as CSV."""
    statement = audience.statement(request.user, number, f"rows of line {position} as CSV")
    line = line_of(statement, position)
    return csv_response(
        name=f"{_name(statement)}-line-{position}-rows", rows=begun(_source_rows(statement, line))
    )


def statement_input(request, audience: Audience, number: str) -> HttpResponse:
    statement = audience.statement(request.user, number, "input document")
    return _document(statement.input_document, "settlement-input.json")


def statement_result(request, audience: Audience, number: str) -> HttpResponse:
    statement = audience.statement(request.user, number, "result document")
    return _document(statement.result_document, "settlement-result.json")


def _name(statement: Statement) -> str:
    return statement.number if statement.version == 1 else f"{statement.number}-v{statement.version}"


def _document(document: dict, name: str) -> HttpResponse:
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _line_rows(statement: Statement) -> Iterator[list]:
    yield list(LINE_COLUMNS)
    for line in statement.lines.order_by("position").iterator(chunk_size=1000):
        cells = {
            **line.document,
            "position": line.position,
            "terms_version": line.terms_version,
            "settlement_currency": statement.currency,
        }
        yield [_cell(name, cells.get(name)) for name in LINE_COLUMNS]


def _cell(name: str, value):
    return Decimal(value) if name in NUMBERS and value is not None else value


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
