"""The doors to runs: staff who need partners' amounts; a look at one partner's is in its audit trail."""

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from agreements.models import Agreement
from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.periods import DateRange
from settlements.runs.models import Blocker, Settlement, SettlementRun
from settlements.runs.tails import next_tails
from settlements.statements.access import READERS


def staff_runs(user: User) -> QuerySet[SettlementRun]:
    """Every run, newest first. Outsiders: Http404; staff without one of the roles: PermissionDenied."""
    require_staff(user, *READERS)
    return SettlementRun.objects.select_related("opened_by", "requested_by", "approved_by")


def staff_run(user: User, run_id: int) -> SettlementRun:
    return get_object_or_404(staff_runs(user), pk=run_id)


def staff_tails(user: User) -> list[tuple[Agreement, DateRange]]:
    """As `next_tails`, less those that a live run has taken. Outsiders: Http404."""
    require_staff(user, *READERS)
    live = Settlement.objects.exclude(state=Settlement.State.CANCELLED).values_list(
        "agreement", "period__from_date"
    )
    tails = next_tails()
    taken = set(live.filter(agreement__in=[each.pk for each, _days in tails]))
    return [(each, days) for each, days in tails if (each.pk, days.start) not in taken]


def staff_blocker(user: User, run_id: int, blocker_id: int) -> Blocker:
    """A blocker of the run. None there: Http404."""
    require_staff(user, *READERS)
    rows = Blocker.objects.select_related("settlement__run", "settlement__agreement__partner", "waived_by")
    return get_object_or_404(rows, pk=blocker_id, settlement__run=run_id)


def staff_settlement(user: User, run_id: int, number: str, *, looked_at: str = "settlement") -> Settlement:
    """An agreement in the run; the look is recorded in the partner's chain. Outsiders: Http404."""
    require_staff(user, *READERS)
    rows = Settlement.objects.select_related("run", "agreement__partner", "partner", "period")
    settlement = get_object_or_404(rows, run=run_id, agreement__number=number)
    with transaction.atomic():
        record_event(
            event="settlement.viewed",
            subject=f"{number} {settlement.period.label}",
            actor=user,
            partner=settlement.partner,
            details={"run": run_id, "page": looked_at},
        )
    return settlement
