"""Say that a dispute is being looked into."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.disputes.lifecycle import move
from settlements.disputes.models import Dispute
from settlements.disputes.sides import side_of
from settlements.disputes.tell import tell_other_side


@transaction.atomic
def acknowledge_dispute(*, by: User, dispute: Dispute, version: int) -> Dispute:
    """By the side that did not open it: staff of the disputes role, or the partner's finance.

    Raises Refused: `your_own`, `wrong_state`, `stale`.
    """
    side = side_of(by, dispute.partner)
    if side == dispute.side:
        raise Refused(
            "your_own", _("The other side acknowledges the dispute. You can write to it meanwhile.")
        )
    row = move(
        dispute=dispute,
        version=version,
        only_from=Dispute.State.OPEN,
        to_state=Dispute.State.REVIEW,
        by=by,
        reason="",
    )
    tell_other_side(kind="dispute_acknowledged", thread=row, side=side, by=by)
    record_event(
        event="dispute.acknowledged",
        subject=row.number,
        actor=by,
        partner=row.partner,
        details={"statement": row.statement.number},
    )
    return row
