"""Issue a new version of a statement: the number stays, the books are left as they are."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from portal.accounts.models import User
from portal.audit.record_event import record_event
from settlements.adjustments.make_adjustment import make_adjustment
from settlements.adjustments.models import Adjustment
from settlements.statements.change.contributions_came_to import contributions_came_to
from settlements.statements.models import Statement
from settlements.statements.result_digest import result_digest
from settlements.statements.seal_statements import seal_statements
from settlements.statements.store_statements import statement_of, store_statements
from settlements.statements.versions import delta_of, reference_of
from usage.models import Report


def issue_restated(
    *,
    previous: Statement,
    input_document: dict[str, Any],
    result_document: dict[str, Any],
    reports: Iterable[Report],
    reason: str,
    at: datetime,
    prepared_by: User,
    approved_by: User,
) -> Statement:
    """Store the next version, and lay what it changes of rungs 1 to 5 before the next run.

    Called inside the transaction of the restatement, which holds the agreement and the partner's books.
    Raises RuntimeError where the result is not whole.
    """
    if result_document["errors"] or result_digest(result_document) != result_document["digest"]:
        raise RuntimeError(f"{previous} cannot be restated to a result that is not whole")
    statement = statement_of(
        number=previous.number,
        version=previous.version + 1,
        reason=reason,
        agreement=previous.agreement,
        period=previous.period,
        input_document=input_document,
        result_document=result_document,
        contributions_came_to=contributions_came_to(input_document, result_document),
        issued_at=at,
        prepared_by=prepared_by,
        approved_by=approved_by,
    )
    store_statements(statements=[statement], reports=[reports])
    seal_statements(statements=[statement])
    delta = delta_of(previous.result_document["ladder"], result_document["ladder"])
    if delta:
        make_adjustment(
            agreement=previous.agreement,
            kind=Adjustment.Kind.RESTATEMENT,
            reference=reference_of(statement.number, statement.version),
            statement=statement.number,
            line_key="",
            clause="",
            amount=delta,
            currency=statement.currency,
            reason=reason,
            by=approved_by,
        )
    record_event(
        event="statement.restated",
        subject=statement.number,
        actor=approved_by,
        partner=previous.agreement.partner,
        details={
            "version": statement.version,
            "period": previous.period.label,
            "digest": statement.digest,
            "difference": f"{delta:f}",
            "currency": statement.currency,
            "reason": reason,
        },
    )
    return statement
