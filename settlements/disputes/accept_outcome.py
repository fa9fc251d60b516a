"""Agree to a proposed outcome: the next run takes it in."""

from django.db import transaction

from portal.accounts.access import require_role
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.notices.put_event import put_event
from settlements.adjustments.make_adjustment import make_adjustment
from settlements.adjustments.models import Adjustment
from settlements.balances.end_claim import end_claim
from settlements.balances.lock_books import lock_books
from settlements.balances.release_hold import release_hold
from settlements.disputes.lifecycle import move
from settlements.disputes.models import Dispute, Side
from settlements.disputes.outcome_of import Outcome, proposed_outcome
from settlements.disputes.sides import SIGNS
from settlements.disputes.tell import tell_other_side


@transaction.atomic
def accept_outcome(*, by: User, dispute: Dispute, version: int) -> Dispute:
    """One adjustment for each line that comes to another amount; the hold is cut to what they still need.

    The partner's signatory. Raises Refused: `wrong_state`, `stale`.
    """
    require_role(by, dispute.partner, *SIGNS)
    lock_books(partner=dispute.partner)
    row = move(dispute=dispute, version=version, to_state=Dispute.State.RESOLVED, by=by, reason="")
    outcome = proposed_outcome(row)
    _adjust(row, outcome, by)
    if outcome.released:
        release_hold(reference=row.number, amount=outcome.released, key="outcome", by=by)
    end_claim(reference=row.number)
    row.lines.update(live=False)
    tell_other_side(kind="outcome_accepted", thread=row, side=Side.PARTNER, by=by)
    put_event(event="outcome.accepted", args=[row.agreement_id], partner=row.partner)
    record_event(
        event="outcome.accepted",
        subject=row.number,
        actor=by,
        partner=row.partner,
        details={
            "adjustment": f"{outcome.adjustment:f}",
            "released": f"{outcome.released:f}",
            "kept": f"{outcome.kept:f}",
            "currency": row.currency,
        },
    )
    return row


def _adjust(dispute: Dispute, outcome: Outcome, by: User) -> None:
    for _line, claim in outcome.lines:
        if claim.difference:
            make_adjustment(
                agreement=dispute.agreement,
                kind=Adjustment.Kind.DISPUTE,
                reference=dispute.number,
                statement=dispute.statement.number,
                line_key=claim.line.key if claim.line else "",
                clause=claim.line.clause if claim.line else "",
                amount=claim.difference,
                currency=dispute.currency,
                reason=dispute.proposal,
                by=by,
            )
