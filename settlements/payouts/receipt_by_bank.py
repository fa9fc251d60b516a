"""A bank statement's entry says what of a remittance request arrived."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from settlements.payouts.bank_facts import required_reference
from settlements.payouts.models import Remittance, RemittanceReceipt
from settlements.payouts.receipts import due_of, locked_remittance, settle_receipt
from settlements.payouts.sums import total_of


@transaction.atomic
def receipt_by_bank(
    *, remittance: Remittance, amount: Decimal, day: date, reference: str, entry: str, by: User
) -> RemittanceReceipt:
    """The bank's own word needs no second person; the same `entry` again changes nothing.

    What a person said and nobody confirmed yet is dropped for it. What is more than was due is kept as the
    surplus, and posted nowhere. Staff of the finance or approver role, who handed in the bank statement.
    Raises Refused: `wrong_state`, `nothing_due`, `no_reference`, `long_reference`.
    """
    require_staff(by, StaffRole.FINANCE, StaffRole.APPROVER)
    row = locked_remittance(remittance)
    if (standing := RemittanceReceipt.objects.filter(bank_entry=entry).first()) is not None:
        return standing
    due = due_of(row)
    for told in row.receipts.filter(state=RemittanceReceipt.State.TOLD):
        told.state, told.decided_by = RemittanceReceipt.State.DROPPED, by
        told.save()
    receipt = RemittanceReceipt(
        remittance=row,
        partner=row.partner,
        amount=amount,
        surplus=max(total_of([amount, due.copy_negate()]), Decimal(0)),
        day=day,
        bank_reference=required_reference(reference),
        told_by=by,
        bank_entry=entry,
    )
    settle_receipt(row, receipt, by=by)
    return receipt
