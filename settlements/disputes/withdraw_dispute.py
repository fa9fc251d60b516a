"""Take a dispute back: what was held is free."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.balances.lock_books import lock_books
from settlements.disputes.end_without_outcome import end_without_outcome
from settlements.disputes.lifecycle import move, require_reason
from settlements.disputes.models import Dispute
from settlements.disputes.sides import side_of
from settlements.disputes.tell import tell_other_side


@transaction.atomic
def withdraw_dispute(*, by: User, dispute: Dispute, version: int, reason: str) -> Dispute:
    """The statement stands as it was issued.

    By the side that opened it: the partner's finance, or staff of the disputes role. Raises Refused:
    `not_yours`, `no_reason`, `wrong_state`, `stale`.
    """
    side = side_of(by, dispute.partner)
    if side != dispute.side:
        raise Refused("not_yours", _("The side that opened the dispute withdraws it."))
    reason = require_reason(reason, _("Say why the dispute is withdrawn; the other side reads it."))
    lock_books(partner=dispute.partner)
    row = move(dispute=dispute, version=version, to_state=Dispute.State.WITHDRAWN, by=by, reason=reason)
    released = end_without_outcome(dispute=row, key="withdrawn", by=by)
    tell_other_side(kind="dispute_withdrawn", thread=row, side=side, by=by)
    record_event(
        event="dispute.withdrawn",
        subject=row.number,
        actor=by,
        partner=row.partner,
        details={"released": f"{released:f}", "currency": row.currency},
    )
    return row
