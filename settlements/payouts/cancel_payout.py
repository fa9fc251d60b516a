"""Give up a payout that has not left the bank."""

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
from settlements.balances.models import Account, JournalTransaction
from settlements.balances.post import post
from settlements.payouts.lifecycle import require_move
from settlements.payouts.models import Payout, PayoutItem
from settlements.payouts.moved import amounts_of, moved, with_statements


@transaction.atomic
def cancel_payout(*, payout: Payout, by: User, reason: str) -> Payout:
    """What it would have paid is unpaid again, or held where it is in doubt; an approved one is posted back.

    Staff of the finance or approver role. Raises Refused: `no_reason`, `wrong_state`.
    """
    require_staff(by, StaffRole.FINANCE, StaffRole.APPROVER)
    if not reason.strip():
        raise Refused("no_reason", _("Say why the payout is cancelled; the partner reads the reason, too."))
    lock_books(partner=payout.partner)
    row = Payout.objects.select_for_update(of=("self",)).select_related("partner").get(pk=payout.pk)
    require_move(row, row.State.CANCELLED)
    was, items = row.state, with_statements(row.items.all())
    row.state, row.version = row.State.CANCELLED, row.version + 1
    row.cancelled_by, row.cancelled_at, row.cancel_reason = by, timezone.now(), reason.strip()
    row.save()
    row.items.update(live=False)
    if was == row.State.APPROVED:
        post(
            partner=row.partner,
            cause=JournalTransaction.Cause.PAYOUT_CANCELLED,
            subject=row.number,
            key=f"payout {row.number} cancelled",
            currency=row.currency,
            entries=moved(row.number, amounts_of(items), debit=Account.IN_TRANSIT, credit=Account.PAYABLE),
            by=by,
        )
        _hold_again(row, items, by)
    record_event(
        event="payout.cancelled",
        subject=row.number,
        actor=by,
        partner=row.partner,
        details={"was": was, "reason": reason.strip()},
    )
    return row


def _hold_again(payout: Payout, items: list[PayoutItem], by: User) -> None:
    """What was disputed since it was approved could not be held until now."""
    for item in items:
        hold_again(
            agreement=item.statement.agreement,
            statement=item.statement.number,
            direction=item.statement.direction,
            currency=payout.currency,
            key=f"{payout.number} cancelled",
            by=by,
        )
