"""Settle agreements of a run anew."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Agreement
from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.notices.put_event import put_event
from portal.refused import Refused
from settlements.runs.lifecycle import require_move
from settlements.runs.models import Settlement, SettlementRun
from settlements.runs.period_locks import reopen_periods


@transaction.atomic
def resettle(
    *, run: SettlementRun, by: User, agreements: Iterable[Agreement] | None = None, queue: bool = True
) -> SettlementRun:
    """All agreements of the run, or those given, wait again; a request for approval is void by that.

    Staff of the finance role. Raises Refused: `wrong_state`, `not_in_run`.
    """
    require_staff(by, StaffRole.FINANCE)
    row = SettlementRun.objects.select_for_update().get(pk=run.pk)
    if row.state != row.State.SETTLING:
        require_move(row, row.State.SETTLING)
    chosen = row.settlements.all()
    if agreements is not None:
        chosen = chosen.filter(agreement__in=list(agreements))
    rows = list(
        chosen.select_for_update(of=("self",)).select_related("agreement").order_by("agreement__number")
    )
    if not rows:
        raise Refused("not_in_run", _("None of these agreements is in the run. Load the page again."))
    ids = [each.pk for each in rows]
    row.settlements.filter(pk__in=ids).update(
        state=Settlement.State.WAITING, attempts=0, queued_at=timezone.now()
    )
    if row.state == row.State.REQUESTED:
        reopen_periods(run=row, by=by)
    void_request(row)
    row.state = row.State.SETTLING
    row.save()
    if queue:
        put_event(event="run.resettled", args=[row.pk])
    details = {"agreements": [each.agreement.number for each in rows]}
    record_event(event="run.resettled", subject=f"run {row.pk}", actor=by, details=details)
    return row


def void_request(run: SettlementRun) -> None:
    """Nothing is asked of the approver any more; the caller saves."""
    run.fingerprint, run.requested_by, run.requested_at = "", None, None
