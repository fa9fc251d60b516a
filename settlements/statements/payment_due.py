"""When a statement's amount is to be paid, by its agreement."""

from datetime import date, timedelta

from django.utils import timezone

from agreements.operations.operations_on import operations_on
from settlements.statements.models import Statement


def payment_due(statement: Statement) -> date | None:
    """By the terms of the period's last day; None where they agree on no day."""
    last = statement.period.to_date - timedelta(days=1)
    days = operations_on(statement.agreement, last).payment_days
    return None if days is None else timezone.localdate(statement.issued_at) + timedelta(days=days)
