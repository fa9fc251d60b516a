"""Refuse a proposed outcome; the dispute stays as it was before."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.access import require_role
from portal.accounts.models import User
from portal.audit.record_event import record_event
from settlements.disputes.lifecycle import move, require_reason
from settlements.disputes.models import Dispute, Side
from settlements.disputes.sides import SIGNS
from settlements.disputes.tell import tell_other_side


@transaction.atomic
def refuse_outcome(*, by: User, dispute: Dispute, version: int, reason: str) -> Dispute:
    """The licensor may propose another one, and the side that opened may withdraw.

    The partner's signatory. Raises Refused: `no_reason`, `wrong_state`, `stale`.
    """
    require_role(by, dispute.partner, *SIGNS)
    reason = require_reason(reason, _("Say why you refuse it, so that the next proposal can be better."))
    row = move(dispute=dispute, version=version, to_state=Dispute.State.REFUSED, by=by, reason=reason)
    tell_other_side(kind="outcome_refused", thread=row, side=Side.PARTNER, by=by)
    record_event(
        event="outcome.refused",
        subject=row.number,
        actor=by,
        partner=row.partner,
        details={"statement": row.statement.number},
    )
    return row
