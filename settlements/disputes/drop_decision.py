"""Say that what was entered is not what was decided outside."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.audit.record_event import record_event
from settlements.disputes.lifecycle import move, require_reason
from settlements.disputes.models import Dispute
from settlements.disputes.sides import STAFF


@transaction.atomic
def drop_decision(*, by: User, dispute: Dispute, version: int, reason: str) -> Dispute:
    """The dispute is with the agreement's next step again. Staff of the disputes role.

    Raises Refused: `no_reason`, `wrong_state`, `stale`.
    """
    require_staff(by, *STAFF)
    reason = require_reason(reason, _("Say what is wrong with it."))
    row = move(
        dispute=dispute,
        version=version,
        only_from=Dispute.State.DECIDED,
        to_state=Dispute.State.ESCALATED,
        by=by,
        reason=reason,
    )
    record_event(
        event="decision.dropped",
        subject=row.number,
        actor=by,
        partner=row.partner,
        details={"statement": row.statement.number},
    )
    return row
