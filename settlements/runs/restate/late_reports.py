"""The late reports that a restatement may take in."""

from django.db.models import QuerySet

from settlements.runs.restate.gather_period import statements_from
from usage.models import Period, Report


def late_reports_from(period: Period) -> QuerySet[Report]:
    """Those that wait in the period and in every later one that is issued, oldest first.

    One that a later one replaces too: it counts where that is left out.
    """
    periods = [each.period_id for each in statements_from(period)]
    rows = Report.objects.filter(period__in=periods, counter=False, state=Report.State.LATE)
    return rows.select_related("file", "period").defer("verdict").order_by("period__from_date", "pk")
