"""Ask for a restatement's approval."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.runs.restate.fingerprint_of import fingerprint_of
from settlements.runs.restate.lifecycle import locked
from settlements.runs.restate.models import Restatement
from settlements.runs.restate.require_unchanged import require_unchanged
from settlements.runs.tell_approvers import tell_approvers


@transaction.atomic
def request_restatement_approval(*, restatement: Restatement, by: User) -> Restatement:
    """Freezes the fingerprint a second person approves.

    Staff of the finance role. Raises Refused: `wrong_state`, `nothing_differs`, `changed_since_computed`.
    """
    require_staff(by, StaffRole.FINANCE)
    row = locked(restatement, Restatement.State.REQUESTED)
    if not row.periods.filter(differs=True).exists():
        sentence = _("Nothing differs from what was issued, so there is nothing to approve. Cancel it.")
        raise Refused("nothing_differs", sentence)
    require_unchanged(row)
    row.state, row.fingerprint = Restatement.State.REQUESTED, fingerprint_of(restatement=row)
    row.requested_by, row.requested_at = by, timezone.now()
    row.save()
    tell_approvers(
        kind="restatement_approval_requested",
        page="restatement",
        number=row.pk,
        by=by,
        agreement=row.agreement.number,
    )
    record_event(
        event="restatement.approval_requested",
        subject=f"restatement {row.pk}",
        actor=by,
        details={"agreement": row.agreement.number, "fingerprint": row.fingerprint},
    )
    return row
