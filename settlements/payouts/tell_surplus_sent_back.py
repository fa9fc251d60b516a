"""Say that what a partner paid too much was sent back to it; a second person confirms it."""

from datetime import date

from django.db import transaction

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from settlements.payouts.bank_facts import require_past, required_reference
from settlements.payouts.models import RemittanceReceipt
from settlements.payouts.receipts import locked_remittance
from settlements.payouts.surplus import surplus_left
from settlements.payouts.tell_surplus_used import nothing_left, record_told


@transaction.atomic
def tell_surplus_sent_back(
    *, receipt: RemittanceReceipt, day: date, reference: str, by: User
) -> RemittanceReceipt:
    """All that is left of it. The journal never had it, so nothing is posted.

    Staff of the finance or approver role. Raises Refused: `nothing_left`, `bad_date`, `no_reference`,
    `long_reference`.
    """
    require_staff(by, StaffRole.FINANCE, StaffRole.APPROVER)
    bank_reference = required_reference(reference)
    row = locked_remittance(receipt.remittance)
    require_past(day)
    left = surplus_left(receipt)
    if not left:
        raise nothing_left()
    use = RemittanceReceipt.objects.create(
        partner=row.partner,
        remittance=row,
        kind=RemittanceReceipt.Kind.SENT_BACK,
        surplus_of=receipt,
        amount=left,
        day=day,
        bank_reference=bank_reference,
        told_by=by,
    )
    record_told(use, by)
    return use
