"""The second person's word on what arrived."""

from django.db import transaction

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.refused import Refused
from settlements.payouts.models import RemittanceReceipt
from settlements.payouts.receipts import due_of, locked_remittance, require_at_most, settle_receipt
from settlements.payouts.second_word import ROLES, require_open, why_own_word


@transaction.atomic
def confirm_receipt(*, receipt: RemittanceReceipt, by: User) -> RemittanceReceipt:
    """Now it is received. The partner is told.

    Staff of the finance or approver role, never who said it, nor their deputy. Raises Refused: `own_work`,
    `decided`, `wrong_state`, `nothing_due`, `too_much` (disputed meanwhile).
    """
    require_staff(by, *ROLES)
    if why := why_own_word(receipt, by):
        raise Refused("own_work", why)
    remittance = locked_remittance(receipt.remittance)
    row = RemittanceReceipt.objects.select_for_update(of=("self",)).get(pk=receipt.pk)
    require_open(row)
    require_at_most(row.amount, due_of(remittance), remittance.currency)
    settle_receipt(remittance, row, by=by)
    return row
