"""Close the periods of a run against new figures, and open them again."""

from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit.record_event import Happened, record_events
from portal.lifecycle import RefusedMove
from portal.refused import Refused
from settlements.runs.models import SettlementRun
from usage.lifecycle import PERIOD
from usage.models import Period


def close_periods(*, run: SettlementRun, by: User) -> None:
    """From here on a report waits as late. Raises Refused (`period_not_open`). Inside a transaction."""
    _move(run, by, Period.State.CLOSED, "period.closed")


def reopen_periods(*, run: SettlementRun, by: User) -> None:
    """Figures are taken again; late reports count once they are admitted. Inside a transaction."""
    _move(run, by, Period.State.OPEN, "period.reopened")


def _move(run: SettlementRun, by: User, to_state: str, event: str) -> None:
    # The row is what a report's submission locks too: it comes wholly before or wholly after.
    rows = Period.objects.filter(settlements__run=run).select_for_update(of=("self",))
    periods = list(rows.select_related("agreement", "partner").order_by("pk"))
    for period in periods:
        try:
            PERIOD.check(period.state, to_state)
        except RefusedMove:
            sentence = _("Period %(label)s of %(agreement)s is “%(state)s” already. Load the page again.")
            names = {
                "label": period.label,
                "agreement": period.agreement.number,
                "state": period.get_state_display(),
            }
            raise Refused("period_not_open", sentence % names) from None
    Period.objects.filter(pk__in=[period.pk for period in periods]).update(state=to_state)
    record_events(
        events=[
            Happened(
                event=event,
                subject=f"{period.agreement.number} {period.label}",
                actor=by,
                partner=period.partner,
                details={"run": run.pk},
            )
            for period in periods
        ]
    )
