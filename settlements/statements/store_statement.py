"""A statement with its lines and the reports behind it, as rows."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from agreements.models import Agreement
from portal.accounts.models import User
from settlements.statements.models import Statement, StatementReport
from settlements.statements.write_lines import write_lines
from usage.models import Period, Report

BATCH = 1000


def store_statement(
    *,
    number: str,
    agreement: Agreement,
    period: Period,
    input_document: dict[str, Any],
    result_document: dict[str, Any],
    reports: Iterable[Report],
    issued_at: datetime,
    prepared_by: User,
    approved_by: User,
    version: int = 1,
    reason: str = "",
    change: dict[str, Any] | None = None,
    contributions_came_to: dict[str, str] | None = None,
) -> Statement:
    """Part of the act that issues or restates it; the amounts are columns as the result has them."""
    ladder = result_document["ladder"]
    statement = Statement.objects.create(
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
    write_lines(statement)
    sources = [
        StatementReport(statement=statement, partner_id=statement.partner_id, report=report)
        for report in reports
    ]
    StatementReport.objects.bulk_create(sources, batch_size=BATCH)
    return statement
