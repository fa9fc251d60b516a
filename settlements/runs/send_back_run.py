"""Refuse the approval that was asked for."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.runs.models import SettlementRun
from settlements.runs.period_locks import reopen_periods
from settlements.runs.resettle import void_request
from settlements.runs.tell_approvers import tell_askers


@transaction.atomic
def send_back_run(*, run: SettlementRun, by: User, reason: str) -> SettlementRun:
    """The run is in review again and its periods are open. Staff of the approver or finance role.

    Raises Refused: `not_requested`, `no_reason`.
    """
    require_staff(by, StaffRole.APPROVER, StaffRole.FINANCE)
    if not reason.strip():
        raise Refused("no_reason", _("Say what has to change; the reason stays on record."))
    row = SettlementRun.objects.select_for_update().get(pk=run.pk)
    if row.state != row.State.REQUESTED:
        sentence = _("This run is “%(state)s”: no approval is asked for. Load the page again.")
        raise Refused("not_requested", sentence % {"state": row.get_state_display()})
    askers = (row.requested_by, row.opened_by)
    reopen_periods(run=row, by=by)
    void_request(row)
    row.state = row.State.REVIEW
    row.save()
    details = {"period": row.label, "reason": reason.strip()}
    tell_askers(kind="run_sent_back", page="run", number=row.pk, by=by, askers=askers, **details)
    record_event(event="run.sent_back", subject=f"run {row.pk}", actor=by, details=details)
    return row
