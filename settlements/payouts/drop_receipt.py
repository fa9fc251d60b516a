"""Take back what was said to have arrived, or not confirm it."""

from django.db import transaction
from django.utils import timezone

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from settlements.engine.exact import plain
from settlements.payouts.confirm_receipt import locked_receipt
from settlements.payouts.models import RemittanceReceipt
from settlements.payouts.receipts import locked_remittance


@transaction.atomic
def drop_receipt(*, receipt: RemittanceReceipt, by: User) -> RemittanceReceipt:
    """What is due stays due. Staff of the finance or approver role. Raises Refused: `decided`."""
    require_staff(by, StaffRole.FINANCE, StaffRole.APPROVER)
    locked_remittance(receipt.remittance)
    row = locked_receipt(receipt)
    drop(row, by=by)
    return row


def drop(receipt: RemittanceReceipt, *, by: User) -> None:
    """Within an act that locked it."""
    receipt.state, receipt.decided_by, receipt.decided_at = receipt.State.DROPPED, by, timezone.now()
    receipt.save()
    record_event(
        event="remittance.receipt_dropped",
        subject=receipt.remittance.number,
        actor=by,
        partner=receipt.remittance.partner,
        details={
            "amount": plain(receipt.amount),
            "currency": receipt.remittance.currency,
            "reference": receipt.bank_reference,
        },
    )
