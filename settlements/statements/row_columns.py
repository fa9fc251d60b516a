"""The rows of usage behind lines as rows of a file."""

from collections.abc import Iterator

from settlements.statements.models import Line, Statement
from settlements.statements.source_rows import erased_behind, every_row, sources_of
from usage.erasure.erased import erased_sentence

COLUMNS = ("file", "line", "usage_date", "quantity", "gross_revenue", "deductions", "currency")


def rows_behind_line(statement: Statement, line: Line) -> Iterator[list]:
    """The header, then the rows of one line; a sentence for each report whose rows are no longer kept."""
    yield list(COLUMNS)
    yield from ([erased_sentence(report)] for report in erased_behind(statement))
    yield from _rows(statement, line)


def rows_behind_statement(statement: Statement) -> Iterator[list]:
    """As `rows_behind_line`, of all lines in their order, each row with the line's position before it."""
    yield ["statement_line", *COLUMNS]
    yield from ([erased_sentence(report)] for report in erased_behind(statement))
    for line in statement.lines.order_by("position"):
        yield from ([line.position, *row] for row in _rows(statement, line))


def _rows(statement: Statement, line: Line) -> Iterator[list]:
    sources = sources_of(statement, line)
    if sources is None:
        return
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
