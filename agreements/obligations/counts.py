"""How much there is beside money, for the agreement's page."""

from dataclasses import dataclass

from agreements.incidents.access import incidents_of
from agreements.incidents.lifecycle import LIVE
from agreements.models import Agreement, Derivative, ObligationDue
from agreements.obligations.access import dues_of
from agreements.obligations.overdue import overdue_on
from agreements.obligations.today import today_of


@dataclass(frozen=True, slots=True)
class Counts:
    open_dues: int
    overdue: int
    live_incidents: int
    to_confirm: int


def counts_of(agreement: Agreement) -> Counts:
    """The caller opened the agreement."""
    derivatives = agreement.derivatives.filter(state=Derivative.State.PROPOSED, to_date=None)
    return Counts(
        open_dues=dues_of(agreement).filter(state=ObligationDue.State.OPEN).count(),
        overdue=overdue_on(agreement, today_of(agreement)).count(),
        live_incidents=incidents_of(agreement).filter(state__in=LIVE).count(),
        to_confirm=derivatives.count(),
    )
