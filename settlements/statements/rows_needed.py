"""How long a statement needs the rows of its reports: as long as it may be disputed."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.web import formats
from settlements.statements.final import window_ends_at
from settlements.statements.models import Statement
from usage.models import Report

WINDOW_DAYS = 90
"""Where the terms agree on no window: a quarter, in which the next statement shows what was doubtful."""


def rows_needed(report: Report) -> str:
    """A sentence that names the statement and the day; empty where no statement needs the rows any more."""
    # Counter-figures are in no statement, but may speak for or against that of their period.
    about = Q(period=report.period) if report.counter else Q(reports=report)
    for statement in Statement.objects.filter(about).select_related("agreement", "period").order_by("-pk"):
        until = window_ends_at(statement) or statement.issued_at + timedelta(days=WINDOW_DAYS)
        if timezone.now() < until:
            sentence = _(
                "Statement %(number)s was made of this report and may be disputed until %(day)s. The rows "
                "are kept until then."
            )
            names = {
                "number": statement.number,
                "day": formats.instant(until, statement.agreement.time_zone),
            }
            return sentence % names
    return ""
