"""Take a remittance request back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.balances.lock_books import lock_books
from settlements.payouts.lifecycle import require_move
from settlements.payouts.models import Remittance, RemittanceReceipt


@transaction.atomic
def cancel_remittance(*, remittance: Remittance, by: User, reason: str) -> Remittance:
    """What of it did not come is still owed and may be asked for anew; nothing is posted.

    Staff of the finance role. Raises Refused: `no_reason`, `wrong_state`,
    `payment_told`.
    """
    require_staff(by, StaffRole.FINANCE)
    if not reason.strip():
        raise Refused("no_reason", _("Say why the request is cancelled; the partner reads the reason, too."))
    lock_books(partner=remittance.partner)
    row = Remittance.objects.select_for_update(of=("self",)).select_related("partner").get(pk=remittance.pk)
    require_move(row, row.State.CANCELLED)
    if row.receipts.filter(state=RemittanceReceipt.State.TOLD).exists():
        sentence = _("A payment of %(number)s waits to be confirmed. Confirm it or take it back first.")
        raise Refused("payment_told", sentence % {"number": row.number})
    row.state = row.State.CANCELLED
    row.cancelled_by, row.cancelled_at, row.cancel_reason = by, timezone.now(), reason.strip()
    row.save()
    row.items.update(live=False)
    record_event(
        event="remittance.cancelled",
        subject=row.number,
        actor=by,
        partner=row.partner,
        details={"reason": reason.strip()},
    )
    return row
