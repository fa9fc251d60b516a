"""Statements with their lines and the reports behind them, as rows."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models.expressions import RawSQL

from agreements.models import Agreement
from portal.accounts.models import User
from settlements.statements.models import Statement, StatementReport
from settlements.statements.write_lines import write_lines
from usage.models import Period, Report

BATCH = 1000
DOCUMENTS = ("input_document", "result_document")


def statement_of(
    *,
    number: str,
    agreement: Agreement,
    period: Period,
    input_document: dict[str, Any],
    result_document: dict[str, Any],
    issued_at: datetime,
    prepared_by: User,
    approved_by: User,
    version: int = 1,
    reason: str = "",
    change: dict[str, Any] | None = None,
    contributions_came_to: dict[str, str] | None = None,
) -> Statement:
    """Not stored yet; the amounts are columns as the result has them."""
    ladder = result_document["ladder"]
    statement = Statement(
        number=number,
        version=version,
        reason=reason,
        change=change,
        contributions_came_to=contributions_came_to,
        agreement=agreement,
        partner_id=period.partner_id,
        period=period,
        direction=result_document["direction"],
        currency=result_document["currency"],
        earned=ladder["earned"],
        net_due=ladder["net_due"],
        due_now=ladder["due_now"],
        carried_forward=ladder["carried_forward"],
        input_document=input_document,
        result_document=result_document,
        digest=result_document["digest"],
        issued_at=issued_at,
        prepared_by=prepared_by,
        approved_by=approved_by,
    )
    if agreement.partner_id == period.partner_id:
        statement.partner = agreement.partner
    return statement


def store_statements(
    *,
    statements: Sequence[Statement],
    reports: Sequence[Iterable[Report]],
    computed: Sequence[Any] | None = None,
) -> None:
    """Part of the act that issues or restates them; `reports` of each, in their order.

    `computed`: rows that hold the very documents of each, from where the database copies them: they need not
    travel once more, quoted. The act has locked them.
    """
    documents = [(each.input_document, each.result_document) for each in statements]
    for statement, row in zip(statements, computed or (), strict=computed is not None):
        statement.input_document, statement.result_document = (_stored(row, name) for name in DOCUMENTS)
    Statement.objects.bulk_create(statements)
    for statement, (given, result) in zip(statements, documents, strict=True):
        statement.input_document, statement.result_document = given, result
    write_lines(statements)
    sources = [
        StatementReport(statement=statement, partner_id=statement.partner_id, report=report)
        for statement, of in zip(statements, reports, strict=True)
        for report in of
    ]
    StatementReport.objects.bulk_create(sources, batch_size=BATCH)


def _stored(row: Any, column: str) -> RawSQL:
    return RawSQL(  # noqa: S611 (names alone, and all of them ours)
        f'(SELECT "{column}" FROM {row._meta.db_table} WHERE id = %s)',  # noqa: S608
        [row.pk],
    )
