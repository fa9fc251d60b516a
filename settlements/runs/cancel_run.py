"""Give a run up before anything is issued."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.runs.lifecycle import require_move
from settlements.runs.models import Settlement, SettlementRun
from settlements.runs.period_locks import reopen_periods


@transaction.atomic
def cancel_run(*, run: SettlementRun, by: User, reason: str) -> SettlementRun:
    """Its periods are open again and its agreements free for another run; what was computed stays on record.

    Staff of the finance role. Raises Refused: `wrong_state`, `no_reason`.
    """
    require_staff(by, StaffRole.FINANCE)
    if not reason.strip():
        raise Refused("no_reason", _("Say why the run is cancelled; the reason stays on record."))
    row = SettlementRun.objects.select_for_update().get(pk=run.pk)
    require_move(row, row.State.CANCELLED)
    if row.state == row.State.REQUESTED:
        reopen_periods(run=row, by=by)
    row.settlements.update(state=Settlement.State.CANCELLED)
    row.state = row.State.CANCELLED
    row.save(update_fields=["state"])
    details = {"period": row.label, "reason": reason.strip()}
    record_event(event="run.cancelled", subject=f"run {row.pk}", actor=by, details=details)
    return row
