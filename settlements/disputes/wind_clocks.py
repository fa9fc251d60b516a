"""Wind the clocks of all live disputes anew."""

from settlements.disputes.clock_of import calendar_now
from settlements.disputes.lifecycle import LIVE
from settlements.disputes.models import Dispute
from settlements.disputes.wind_clock import wind_clock


def wind_clocks() -> int:
    """How many other days came of it. Inside the act's transaction; disputes are locked against moves."""
    calendar, moved = calendar_now(), 0
    rows = Dispute.objects.filter(state__in=LIVE).select_related("agreement", "statement__period")
    for row in rows.select_for_update(of=("self",), no_key=True).order_by("pk"):
        before = (row.waits_for, row.due_date)
        wind_clock(dispute=row, calendar=calendar)
        moved += before != (row.waits_for, row.due_date)
    return moved
