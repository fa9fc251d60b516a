"""Decline a correction, or withdraw one's own: nothing comes of it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.notices.notify import notify
from portal.refused import Refused
from settlements.corrections.models import Correction
from settlements.corrections.propose_correction import LONGEST, decided, not_proposed
from settlements.corrections.who import APPROVES, PROPOSES, why_not_decide, why_not_withdraw


@transaction.atomic
def drop_correction(*, correction: Correction, by: User, reason: str) -> Correction:
    """By who proposed it: withdrawn; by an approver: declined. Others: PermissionDenied.

    Raises Refused: `no_reason`, `not_proposed`.
    """
    require_staff(by, *PROPOSES, *APPROVES)
    own = not why_not_withdraw(correction, by)
    if not own and (why := why_not_decide(correction, by)):
        raise PermissionDenied(why)
    if not reason.strip():
        raise Refused("no_reason", _("Say why; the reason stays on record."))
    state = Correction.State.WITHDRAWN if own else Correction.State.DECLINED
    if not decided(correction, state, by, reason.strip()[:LONGEST]):
        raise not_proposed(correction)
    if not own:
        _tell_proposer(correction, by, reason.strip()[:LONGEST])
    record_event(
        event="correction.withdrawn" if own else "correction.declined",
        subject=correction.number,
        actor=by,
        details={"statement": correction.statement.number, "reason": reason.strip()[:LONGEST]},
    )
    return Correction.objects.get(pk=correction.pk)


def _tell_proposer(correction: Correction, by: User, reason: str) -> None:
    statement = correction.statement.number
    notify(
        people=[correction.proposed_by],
        kind="correction_declined",
        context={"number": correction.number, "statement": statement, "by": by.name, "reason": reason},
        link=reverse("staff_correction", args=[correction.number]),
        partner=correction.partner,
    )
