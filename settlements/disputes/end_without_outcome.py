"""What follows when a dispute ends without an outcome: the statement stands as it was issued."""

from decimal import Decimal

from portal.accounts.models import User
from settlements.balances.end_claim import end_claim
from settlements.balances.release_hold import release_hold
from settlements.disputes.models import Dispute


def end_without_outcome(*, dispute: Dispute, key: str, by: User | None) -> Decimal:
    """What was released. Inside the act's transaction, under `lock_books`."""
    released = release_hold(reference=dispute.number, amount=None, key=key, by=by)
    end_claim(reference=dispute.number)
    dispute.lines.update(live=False)
    return released
