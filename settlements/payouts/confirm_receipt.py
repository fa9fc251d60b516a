"""The second person's word on what arrived for a remittance request."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.access import acting_ids, require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.refused import Refused
from settlements.payouts.lifecycle import require_move
from settlements.payouts.models import RemittanceReceipt
from settlements.payouts.receipts import SENT_BACK, locked_remittance, settle_receipt
from settlements.payouts.tell_receipt import require_due

ROLES = (StaffRole.FINANCE, StaffRole.APPROVER)


@transaction.atomic
def confirm_receipt(*, receipt: RemittanceReceipt, by: User) -> RemittanceReceipt:
    """Now it settles what is due, the oldest statement first; the partner is told.

    Staff of the finance or approver role, never who said it, nor their deputy. Raises Refused: `own_work`,
    `decided`, `wrong_state`, `nothing_due`, `more_than_due` (less is due than when it was said).
    """
    require_staff(by, *ROLES)
    if why := why_own_receipt(receipt, by):
        raise Refused("own_work", why)
    remittance = locked_remittance(receipt.remittance)
    row = locked_receipt(receipt)
    if row.kind != SENT_BACK:
        require_move(remittance, remittance.State.RECEIVED)
        require_due(remittance, row.amount, told=Decimal(0))
    settle_receipt(remittance, row, by=by)
    return row


def why_own_receipt(receipt: RemittanceReceipt, user: User) -> str:
    """The sentence where the person, or whom they stand in for, said it; else empty."""
    if any(receipt.told_by_id in acting_ids(user, role) for role in ROLES):
        return _("You said this, so somebody else has to confirm it.")
    return ""


def locked_receipt(receipt: RemittanceReceipt) -> RemittanceReceipt:
    """After the books. Raises Refused (`decided`) where somebody confirmed or dropped it already."""
    rows = RemittanceReceipt.objects.select_for_update(of=("self",))
    row = rows.select_related("told_by", "decided_by").get(pk=receipt.pk)
    if row.state != row.State.TOLD:
        sentence = _("%(name)s decided this already. Load the page again.")
        raise Refused("decided", sentence % {"name": row.decided_by})
    return row
