"""Give a restatement up; nothing of it was issued."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.runs.restate.lifecycle import locked
from settlements.runs.restate.models import Restatement
from settlements.runs.tell_approvers import tell_askers


@transaction.atomic
def cancel_restatement(*, restatement: Restatement, by: User, reason: str) -> Restatement:
    """The statements stay as they are and late reports wait on; what was computed stays on record.

    Staff of the finance or approver role. Raises Refused: `wrong_state`, `no_reason`.
    """
    require_staff(by, StaffRole.FINANCE, StaffRole.APPROVER)
    if not reason.strip():
        raise Refused("no_reason", _("Say why it is cancelled; the reason stays on record."))
    row = locked(restatement, Restatement.State.CANCELLED)
    row.state = Restatement.State.CANCELLED
    row.save(update_fields=["state"])
    askers = (row.requested_by, row.opened_by)
    details = {"agreement": row.agreement.number, "reason": reason.strip()}
    tell_askers(
        kind="restatement_cancelled", page="restatement", number=row.pk, by=by, askers=askers, **details
    )
    record_event(event="restatement.cancelled", subject=f"restatement {row.pk}", actor=by, details=details)
    return row
