"""Take back what was said to have arrived, or not confirm it."""

from django.db import transaction
from django.utils import timezone

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.audit.record_event import record_event
from settlements.engine.exact import plain
from settlements.payouts.models import RemittanceReceipt
from settlements.payouts.receipts import locked_remittance
from settlements.payouts.second_word import ROLES, require_open


@transaction.atomic
def drop_receipt(*, receipt: RemittanceReceipt, by: User) -> RemittanceReceipt:
    """The request stays as it is. Staff of the finance or approver role. Raises Refused: `decided`."""
    require_staff(by, *ROLES)
    remittance = locked_remittance(receipt.remittance)
    row = RemittanceReceipt.objects.select_for_update(of=("self",)).get(pk=receipt.pk)
    require_open(row)
    row.state, row.decided_by, row.decided_at = row.State.DROPPED, by, timezone.now()
    row.save()
    record_event(
        event="remittance.receipt_dropped",
        subject=remittance.number,
        actor=by,
        partner=remittance.partner,
        details={"amount": plain(row.amount), "reference": row.bank_reference},
    )
    return row
