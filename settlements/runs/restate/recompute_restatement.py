"""Compute a restatement again."""

from django.db import transaction
from django.utils import timezone

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.notices.put_event import put_event
from settlements.runs.restate.lifecycle import locked
from settlements.runs.restate.models import Restatement


@transaction.atomic
def recompute_restatement(*, restatement: Restatement, by: User, queue: bool = True) -> Restatement:
    """It waits again; a request for approval is void by that.

    Staff of the finance role. Raises Refused: `wrong_state`.
    """
    require_staff(by, StaffRole.FINANCE)
    row = locked(restatement, Restatement.State.COMPUTING)
    row.state, row.attempts, row.queued_at = Restatement.State.COMPUTING, 0, timezone.now()
    row.failure, row.fingerprint, row.requested_by, row.requested_at = None, "", None, None
    row.save()
    if queue:
        put_event(event="restatement.recomputed", args=[row.pk])
    record_event(event="restatement.recomputed", subject=f"restatement {row.pk}", actor=by)
    return row
