"""Give up a batch that is not in the bank's hands."""

from django.db import transaction
from django.utils import timezone

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from settlements.payouts.cancel_payout import give_back, required_reason
from settlements.payouts.lifecycle import require_move
from settlements.payouts.models import PayoutBatch
from settlements.payouts.of_batch import locked, payouts_in


@transaction.atomic
def cancel_batch(*, batch: PayoutBatch, by: User, reason: str) -> PayoutBatch:
    """Everything it would have paid is unpaid again.

    Staff of the finance or approver role. Raises Refused: `no_reason`, `wrong_state`.
    """
    require_staff(by, StaffRole.FINANCE, StaffRole.APPROVER)
    return end_batch(locked(batch), by=by, reason=required_reason(reason))


def end_batch(batch: PayoutBatch, *, by: User | None, reason: str) -> PayoutBatch:
    """`batch` is locked. Without a person: the portal itself, because an account changed."""
    require_move(batch, batch.State.CANCELLED)
    was, payouts = batch.state, payouts_in(batch)
    batch.state, batch.version = batch.State.CANCELLED, batch.version + 1
    batch.cancelled_by, batch.cancelled_at, batch.cancel_reason = by, timezone.now(), reason
    batch.save()
    for payout in payouts:
        give_back(payout, by=by, reason=reason)
    for payout in sorted(payouts, key=lambda payout: payout.partner_id):
        details = {"batch": batch.number, "was": was, "reason": reason}
        record_event(
            event="payout.cancelled", subject=payout.number, actor=by, partner=payout.partner, details=details
        )
    record_event(
        event="batch.cancelled", subject=batch.number, actor=by, details={"was": was, "reason": reason}
    )
    return batch
