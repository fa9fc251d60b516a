"""The doors to restatements: staff who need partners' amounts; a look is in the partner's audit trail."""

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from agreements.models import Agreement
from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from settlements.runs.restate.models import RestatedPeriod, Restatement
from settlements.statements.access import READERS
from usage.models import Period

WITH = ("agreement", "partner", "period", "opened_by", "requested_by", "approved_by")


def staff_restatements(user: User) -> QuerySet[Restatement]:
    """Every restatement, newest first. Outsiders: Http404; staff without one of the roles: 403."""
    require_staff(user, *READERS)
    return Restatement.objects.select_related(*WITH)


def staff_restatement(user: User, restatement_id: int) -> Restatement:
    return get_object_or_404(staff_restatements(user), pk=restatement_id)


def viewed_restatement(user: User, restatement_id: int, *, looked_at: str = "restatement") -> Restatement:
    """As above; the look at what was computed is recorded in the partner's chain."""
    row = staff_restatement(user, restatement_id)
    if row.state != Restatement.State.COMPUTING:
        with transaction.atomic():
            record_event(
                event="restatement.viewed",
                subject=f"restatement {row.pk}",
                actor=user,
                partner=row.partner,
                details={"agreement": row.agreement.number, "page": looked_at},
            )
    return row


def restated_period(row: Restatement, label: str) -> RestatedPeriod:
    """One period of it. None there: Http404."""
    rows = row.periods.select_related("period", "previous", "statement")
    return get_object_or_404(rows, period__label=label)


def settled_period(user: User, number: str, label: str) -> tuple[Agreement, Period]:
    """For finance, who may restate it. No such period: Http404."""
    require_staff(user, StaffRole.FINANCE)
    period = get_object_or_404(
        Period.objects.select_related("agreement__partner"), agreement__number=number, label=label
    )
    return period.agreement, period
