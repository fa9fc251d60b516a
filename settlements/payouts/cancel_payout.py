"""Take a payout out of a batch that nobody approved yet."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.balances.hold_again import hold_again
from settlements.balances.lock_books import lock_books
from settlements.balances.models import JournalTransaction
from settlements.balances.post import post
from settlements.payouts.lifecycle import require_move
from settlements.payouts.models import Payout, PayoutBatch, PayoutItem
from settlements.payouts.moved import with_statements
from settlements.payouts.netting import approval_entries
from settlements.payouts.of_batch import locked, payouts_in
from settlements.payouts.seal_batch import seal_batch


@transaction.atomic
def cancel_payout(*, payout: Payout, by: User, reason: str) -> Payout:
    """What it would have paid is unpaid again; the rest of the batch goes on, to be approved anew.

    Staff of the finance or approver role. Raises Refused: `no_reason`, `wrong_state`, `approved_together`.
    """
    require_staff(by, StaffRole.FINANCE, StaffRole.APPROVER)
    return take_out(payout, by=by, reason=required_reason(reason))


def take_out(payout: Payout, *, by: User | None, reason: str) -> Payout:
    """Without a person: the portal itself, because an account changed."""
    batch = locked(payout.batch) if payout.batch_id else None
    lock_books(partner=payout.partner)
    row = Payout.objects.select_for_update(of=("self",)).select_related("partner").get(pk=payout.pk)
    require_move(row, row.State.CANCELLED)
    if batch and batch.state != PayoutBatch.State.PREPARED:
        sentence = _("It was approved together with the others of %(batch)s: cancel the whole batch.")
        raise Refused("approved_together", sentence % {"batch": batch.number})
    was = row.state
    give_back(row, by=by, reason=reason)
    if batch:
        _go_on_without(batch, by, reason)
    record_event(
        event="payout.cancelled",
        subject=row.number,
        actor=by,
        partner=row.partner,
        details={"was": was, "reason": reason},
    )
    return row


def required_reason(reason: str) -> str:
    """Trimmed. Raises Refused: `no_reason`."""
    if not reason.strip():
        raise Refused("no_reason", _("Say why the payout is cancelled; the partner reads the reason, too."))
    return reason.strip()


def give_back(payout: Payout, *, by: User | None, reason: str) -> None:
    """Within an act that locked the books: unpaid again, or held where it is in doubt."""
    was, items = payout.state, with_statements(payout.items.all())
    payout.state, payout.version = payout.State.CANCELLED, payout.version + 1
    payout.cancelled_by, payout.cancelled_at, payout.cancel_reason = by, timezone.now(), reason
    payout.save()
    payout.items.update(live=False)
    if was != payout.State.PREPARED:
        post(
            partner=payout.partner,
            cause=JournalTransaction.Cause.PAYOUT_CANCELLED,
            subject=payout.number,
            key=f"payout {payout.number} cancelled",
            currency=payout.currency,
            entries=approval_entries(payout.number, items, back=True),
            by=by,
        )
        hold_what_is_doubted(payout, items, by, key=f"{payout.number} cancelled")


def hold_what_is_doubted(payout: Payout, items: list[PayoutItem], by: User | None, *, key: str) -> None:
    """What was disputed since it was approved could not be held until now."""
    for item in items:
        hold_again(
            agreement=item.statement.agreement,
            statement=item.statement.number,
            direction=item.statement.direction,
            currency=payout.currency,
            key=key,
            by=by,
        )


def _go_on_without(batch: PayoutBatch, by: User | None, reason: str) -> None:
    batch.version += 1
    if left := payouts_in(batch):
        seal_batch(batch, left)
        return
    batch.state = batch.State.CANCELLED
    batch.cancelled_by, batch.cancelled_at, batch.cancel_reason = by, timezone.now(), reason
    batch.save()
