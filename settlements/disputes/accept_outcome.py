"""Agree to a proposed outcome: the next run takes it in."""

from django.db import transaction

from portal.accounts.access import require_role
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.notices.put_event import put_event
from settlements.balances.lock_books import lock_books
from settlements.disputes.carry_out import carry_out
from settlements.disputes.lifecycle import move
from settlements.disputes.models import Dispute, Side
from settlements.disputes.sides import SIGNS
from settlements.disputes.tell import tell_other_side


@transaction.atomic
def accept_outcome(*, by: User, dispute: Dispute, version: int) -> Dispute:
    """One adjustment for each line that comes to another amount; the hold is cut to what they still need.

    The partner's signatory. Raises Refused: `wrong_state`, `stale`.
    """
    require_role(by, dispute.partner, *SIGNS)
    lock_books(partner=dispute.partner)
    row = move(
        dispute=dispute,
        version=version,
        only_from=Dispute.State.PROPOSED,
        to_state=Dispute.State.RESOLVED,
        by=by,
        reason="",
    )
    outcome = carry_out(dispute=row, by=by)
    tell_other_side(kind="outcome_accepted", thread=row, side=Side.PARTNER, by=by)
    put_event(event="outcome.accepted", args=[row.agreement_id], partner=row.partner)
    record_event(
        event="outcome.accepted",
        subject=row.number,
        actor=by,
        partner=row.partner,
        details=outcome.as_carried_out(row.currency),
    )
    return row
