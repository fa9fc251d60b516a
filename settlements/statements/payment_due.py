"""When a statement's amount is to be paid, by its agreement."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.operations.operations_on import operations_on
from portal.web import formats
from settlements.statements.models import Statement


def payment_due(statement: Statement) -> date | None:
    """By the terms of the period's last day; None where they agree on no day."""
    last = statement.period.last_day
    days = operations_on(statement.agreement, last).payment_days
    return None if days is None else timezone.localdate(statement.issued_at) + timedelta(days=days)


def when_paid(statement: Statement) -> str:
    """In a sentence; empty where it asks for no payment: nothing is due, or it is a later version."""
    if not statement.due_now or statement.version > 1:
        return ""
    if (due := payment_due(statement)) is not None:
        return _("Payment is due by %(day)s.") % {"day": formats.day(due)}
    if statement.direction == Statement.Direction.PAYABLE:
        return _("The agreement names no day for payment: what is not held enters the next payout.")
    return _("The agreement names no day for payment: a remittance request asks for it and names the day.")
