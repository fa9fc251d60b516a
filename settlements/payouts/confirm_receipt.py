"""The second person's word on what arrived."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.access import acting_ids, require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.refused import Refused
from settlements.payouts.models import RemittanceReceipt
from settlements.payouts.receipts import due_of, locked_remittance, require_at_most, settle_receipt

ROLES = (StaffRole.FINANCE, StaffRole.APPROVER)


@transaction.atomic
def confirm_receipt(*, receipt: RemittanceReceipt, by: User) -> RemittanceReceipt:
    """Now it is received. The partner is told.

    Staff of the finance or approver role, never who said it, nor their deputy. Raises Refused: `own_work`,
    `decided`, `wrong_state`, `nothing_due`, `too_much` (disputed meanwhile).
    """
    require_staff(by, *ROLES)
    if why := why_own_receipt(receipt, by):
        raise Refused("own_work", why)
    remittance = locked_remittance(receipt.remittance)
    row = RemittanceReceipt.objects.select_for_update(of=("self",)).get(pk=receipt.pk)
    require_undecided(row)
    require_at_most(row.amount, due_of(remittance), remittance.currency)
    settle_receipt(remittance, row, by=by)
    return row


def why_own_receipt(receipt: RemittanceReceipt, user: User) -> str:
    """The sentence where the person, or whom they stand in for, said it; else empty."""
    if any(receipt.told_by_id in acting_ids(user, role) for role in ROLES):
        return _("You entered this, so somebody else has to confirm it.")
    return ""


def require_undecided(receipt: RemittanceReceipt) -> None:
    """Raises Refused (`decided`) where somebody confirmed or dropped it already."""
    if receipt.state != RemittanceReceipt.State.TOLD:
        sentence = _("%(name)s decided this already. Load the page again.")
        raise Refused("decided", sentence % {"name": receipt.decided_by})
