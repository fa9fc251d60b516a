"""How much there is beside money, for the agreement's page."""

from dataclasses import dataclass

from django.db.models import Count, Q

from agreements.incidents.lifecycle import LIVE
from agreements.models import Agreement, Derivative, ObligationDue
from agreements.obligations.today import today_of


@dataclass(frozen=True, slots=True)
class Counts:
    open_dues: int
    overdue: int
    live_incidents: int
    to_confirm: int


def counts_of(agreement: Agreement) -> Counts:
    """The caller opened the agreement."""
    late = Count("pk", Q(due_date__lt=today_of(agreement)))
    dues = agreement.dues.filter(state=ObligationDue.State.OPEN).aggregate(open=Count("pk"), late=late)
    derivatives = agreement.derivatives.filter(state=Derivative.State.PROPOSED, to_date=None)
    return Counts(
        open_dues=dues["open"],
        overdue=dues["late"],
        live_incidents=agreement.incidents.filter(state__in=LIVE).count(),
        to_confirm=derivatives.count(),
    )
