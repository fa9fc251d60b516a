"""Let a run pass a blocker, by name and for a reason."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.runs.models import Blocker, SettlementRun


@transaction.atomic
def waive_blocker(*, blocker: Blocker, by: User, reason: str) -> Blocker:
    """Staff of the finance role, while the run is in review.

    Raises Refused: `not_waivable`, `no_reason`, `wrong_state`, `waived_already`, `blocker_gone`.
    """
    require_staff(by, StaffRole.FINANCE)
    run = SettlementRun.objects.select_for_update().get(settlements=blocker.settlement_id)
    row = Blocker.objects.select_for_update(of=("self",)).filter(pk=blocker.pk).first()
    if row is None or row.details != blocker.details:
        raise Refused("blocker_gone", _("It was settled anew since. Load the page again."))
    if not row.can_be_waived:
        sentence = _("This cannot be waived, since nothing could be computed. Mend it and settle again.")
        raise Refused("not_waivable", sentence)
    if run.state != run.State.REVIEW:
        sentence = _("Blockers are waived while the run is in review; it is “%(state)s”.")
        raise Refused("wrong_state", sentence % {"state": run.get_state_display()})
    if row.waived_by_id:
        sentence = _("%(name)s waived it already.") % {"name": row.waived_by}
        raise Refused("waived_already", sentence)
    if not reason.strip():
        raise Refused("no_reason", _("Say why the run may pass this; the reason stays on record."))
    row.waived_by, row.waived_at, row.reason = by, timezone.now(), reason.strip()
    row.save(update_fields=["waived_by", "waived_at", "reason"])
    agreement = row.settlement.agreement
    record_event(
        event="blocker.waived",
        subject=f"run {run.pk}",
        actor=by,
        partner=agreement.partner,
        details={"agreement": agreement.number, "kind": row.kind, "reason": row.reason},
    )
    return row
