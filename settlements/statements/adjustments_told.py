"""What each adjustment of a ladder corrects: dispute, statement, line, clause."""

from typing import Any

from settlements.adjustments.in_document import ids_of, in_document
from settlements.adjustments.models import Adjustment
from settlements.balances.documents import document_url
from settlements.statements.audience import Audience
from settlements.statements.line_rows import LineRow
from settlements.statements.models import Line, Statement
from settlements.statements.names import Names
from settlements.statements.versions import address_of

DOCUMENTS = ("statement__input_document", "statement__result_document")


def tell_adjustments(
    parts: list[dict[str, Any]], statement: Statement, audience: Audience, names: Names
) -> None:
    """Add to each part that is an adjustment its `url` (the dispute) and `corrects`: what it is about.

    `corrects` holds statement, statement_url, line (its title), line_url, clause and reason.
    """
    asked = ids_of([part["adjustment"] for part in parts if "adjustment" in part])
    rows = Adjustment.objects.filter(pk__in=asked, agreement=statement.agreement)
    known = {in_document(row)["id"]: row for row in rows}
    lines = Line.objects.filter(
        statement__number__in={row.statement for row in rows}, key__in={row.line_key for row in rows}
    )
    lines = lines.select_related("statement").order_by("statement__version")
    found = {(line.statement.number, line.key): line for line in lines.defer(*DOCUMENTS)}
    for part in parts:
        if row := known.get(part.get("adjustment", "")):
            part["url"] = document_url(row.reference, prefix=audience.prefix) or ""
            part["corrects"] = _corrects(row, found.get((row.statement, row.line_key)), audience, names)


def _corrects(row: Adjustment, line: Line | None, audience: Audience, names: Names) -> dict[str, Any]:
    told = {
        "statement": row.statement,
        "statement_url": document_url(row.statement, prefix=audience.prefix) or "",
        "clause": row.clause,
        "reason": row.reason,
        "line": "",
        "restates": row.kind == Adjustment.Kind.RESTATEMENT and row.reverses_id is None,
        "takes_back": row.reverses_id is not None,
    }
    if line is not None:
        shown = LineRow(line.position, line.document, names)
        told["line"] = " · ".join(str(text) for text in (shown.title, shown.place) if text)
        told["line_url"] = audience.url("statement_line", address_of(line.statement), line.position)
    return told
