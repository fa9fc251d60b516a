"""A bank statement's entry says what arrived for a remittance request."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from settlements.payouts.bank_facts import required_reference
from settlements.payouts.drop_receipt import drop
from settlements.payouts.models import Remittance, RemittanceReceipt
from settlements.payouts.receipts import ARRIVED, locked_remittance, settle_receipt
from settlements.payouts.tell_receipt import require_amount

State = RemittanceReceipt.State


@transaction.atomic
def receipt_by_bank(
    *, remittance: Remittance, amount: Decimal, day: date, reference: str, entry: str, by: User
) -> RemittanceReceipt:
    """The bank's own word needs no second person; the same `entry` again changes nothing.

    What is due is settled, oldest statement first; what came beyond it, or for a request that is over, is
    kept as the receipt's surplus. Where two people confirmed the same amount of that day or reference
    already, the entry is noted on their receipt and nothing more is posted. What nobody confirmed yet is
    dropped for it.
    Staff of the finance or approver role, who handed in the bank statement. Raises Refused: `bad_amount`,
    `no_reference`, `long_reference`; ValueError for an empty `entry`.
    """
    require_staff(by, StaffRole.FINANCE, StaffRole.APPROVER)
    if not entry:
        raise ValueError("an entry of a bank statement has a name")
    row = locked_remittance(remittance)
    if (standing := RemittanceReceipt.objects.filter(bank_entry=entry).first()) is not None:
        return standing
    require_amount(amount, row.currency)
    bank_reference = required_reference(reference)
    arrived = row.receipts.filter(kind=ARRIVED, bank_entry="").select_related("remittance__partner")
    alike = Q(day=day) | Q(bank_reference=bank_reference)
    if (same := arrived.filter(alike, state=State.CONFIRMED, amount=amount).first()) is not None:
        return _noted(same, entry, by)
    for told in arrived.filter(state=State.TOLD):
        drop(told, by=by)
    receipt = RemittanceReceipt(
        partner=row.partner,
        remittance=row,
        amount=amount,
        day=day,
        bank_reference=bank_reference,
        bank_entry=entry,
        told_by=by,
    )
    settle_receipt(row, receipt, by=by)
    return receipt


def _noted(receipt: RemittanceReceipt, entry: str, by: User) -> RemittanceReceipt:
    receipt.bank_entry = entry
    receipt.save(update_fields=["bank_entry"])
    record_event(
        event="remittance.receipt_proven",
        subject=receipt.remittance.number,
        actor=by,
        partner=receipt.remittance.partner,
        details={"reference": receipt.bank_reference, "bank_entry": entry},
    )
    return receipt
