"""How much there is beside money, for the agreement's page."""

from dataclasses import dataclass

from django.db.models import Count, Q

from agreements.deployments.lifecycle import RUNNING
from agreements.incidents.lifecycle import LIVE
from agreements.models import Agreement, Classification, Derivative, ObligationDue
from agreements.obligations.today import today_of


@dataclass(frozen=True, slots=True)
class Counts:
    open_dues: int
    overdue: int
    live_incidents: int
    to_confirm: int
    deployments: int
    to_answer: int


def counts_of(agreement: Agreement) -> Counts:
    """The caller opened the agreement."""
    late = Count("pk", Q(due_date__lt=today_of(agreement)))
    dues = agreement.dues.filter(state=ObligationDue.State.OPEN).aggregate(open=Count("pk"), late=late)
    derivatives = agreement.derivatives.filter(state=Derivative.State.PROPOSED, to_date=None)
    proposed = Count("pk", Q(classifications__state=Classification.State.PROPOSED), distinct=True)
    running = Count("pk", Q(state__in=RUNNING), distinct=True)
    deployments = agreement.deployments.aggregate(open=proposed, running=running)
    return Counts(
        open_dues=dues["open"],
        overdue=dues["late"],
        live_incidents=agreement.incidents.filter(state__in=LIVE).count(),
        to_confirm=derivatives.count(),
        deployments=deployments["running"],
        to_answer=deployments["open"],
    )
