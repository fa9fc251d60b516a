"""What follows when an outcome is agreed to, or decided: the next run takes it in."""

from portal.accounts.models import User
from settlements.adjustments.make_adjustment import make_adjustment
from settlements.adjustments.models import Adjustment
from settlements.balances.end_claim import end_claim
from settlements.balances.release_hold import release_hold
from settlements.disputes.models import Dispute
from settlements.disputes.outcome_of import Outcome, proposed_outcome


def carry_out(*, dispute: Dispute, by: User) -> Outcome:
    """One adjustment for each line that comes to another amount; the hold is cut to what they still need.

    Inside the act's transaction, under `lock_books`.
    """
    outcome = proposed_outcome(dispute)
    _adjust(dispute, outcome, by)
    if outcome.released:
        release_hold(reference=dispute.number, amount=outcome.released, key="outcome", by=by)
    end_claim(reference=dispute.number)
    dispute.lines.update(live=False)
    return outcome


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
