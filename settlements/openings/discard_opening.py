"""Set an opening balance aside that is not confirmed; it stays on record."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.lock_draft import lock_agreement
from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.openings.confirm_opening import not_entered
from settlements.openings.enter_opening import told
from settlements.openings.models import AgreementOpening
from settlements.openings.why_not import DISCARDS


@transaction.atomic
def discard_opening(*, opening: AgreementOpening, by: User, reason: str) -> AgreementOpening:
    """Another one may be entered afterwards. Staff of contracts, finance or approvers.

    Raises Refused: `not_entered`, `no_reason`.
    """
    require_staff(by, *DISCARDS)
    if not reason.strip():
        raise Refused("no_reason", _("Say why it is discarded."))
    agreement = lock_agreement(opening.agreement)
    changed = AgreementOpening.objects.filter(pk=opening.pk, state=AgreementOpening.State.ENTERED).update(
        state=AgreementOpening.State.DISCARDED,
        discarded_by=by,
        discarded_at=timezone.now(),
        reason=reason.strip(),
    )
    row = AgreementOpening.objects.select_related("confirmed_by").get(pk=opening.pk)
    if not changed:
        raise not_entered(row)
    record_event(
        event="opening.discarded",
        subject=agreement.number,
        actor=by,
        partner=agreement.partner,
        details={**told(row), "reason": row.reason},
    )
    return row
