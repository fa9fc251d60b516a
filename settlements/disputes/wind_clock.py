"""Keep what the clock says with the dispute, for lists in the order of what is due."""

from settlements.disputes.clock_of import clock_of
from settlements.disputes.models import Dispute
from settlements.disputes.working_days import Calendar


def wind_clock(*, dispute: Dispute, calendar: Calendar | None = None) -> None:
    """After each move, and where a day off is added or taken back; inside the act's transaction."""
    found = clock_of(dispute, calendar)
    dispute.waits_for, dispute.due_date = found.side, found.due_date
    Dispute.objects.filter(pk=dispute.pk).update(waits_for=found.side, due_date=found.due_date)
