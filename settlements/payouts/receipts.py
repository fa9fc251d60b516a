"""What a confirmed receipt does: to the request, to the journal, to the partner who is told."""

from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from portal.accounts.access import people_with_role
from portal.accounts.models import User
from portal.accounts.roles import PartnerRole
from portal.audit.record_event import record_event
from portal.notices.notify import notify
from settlements.balances.lock_books import lock_books
from settlements.balances.models import Account, JournalTransaction
from settlements.balances.post import post
from settlements.engine.exact import exact_arithmetic, plain
from settlements.payouts.models import Remittance, RemittanceReceipt
from settlements.payouts.moved import moved
from settlements.payouts.oldest_first import oldest_first
from settlements.payouts.sums import total_of
from settlements.payouts.what_is_due import still_due, what_is_due
from settlements.statements.models import Statement

ARRIVED, SENT_BACK = RemittanceReceipt.Kind.ARRIVED, RemittanceReceipt.Kind.SENT_BACK
EVENTS = {
    RemittanceReceipt.Kind.USED: "remittance.surplus_used",
    RemittanceReceipt.Kind.SENT_BACK: "remittance.surplus_sent_back",
}


def locked_remittance(remittance: Remittance) -> Remittance:
    """Its row, read again under the lock of its partner's books and its own."""
    lock_books(partner=remittance.partner)
    rows = Remittance.objects.select_for_update(of=("self",)).select_related("partner")
    return rows.get(pk=remittance.pk)


def waiting_for(remittance: Remittance) -> Decimal:
    """What one person said arrived, and nobody confirmed yet."""
    rows = remittance.receipts.filter(state=RemittanceReceipt.State.TOLD).exclude(kind=SENT_BACK)
    return total_of(rows.values_list("amount", flat=True))


def settle_receipt(remittance: Remittance, receipt: RemittanceReceipt, *, by: User) -> None:
    """`remittance` is locked. What is due of it is settled; what is left of the receipt is its surplus.

    The request is received once nothing of it is due.
    """
    parts = [] if receipt.kind == SENT_BACK else oldest_first(receipt.amount, what_is_due(remittance))
    posted = total_of(amount for _statement, amount in parts)
    receipt.state, receipt.posted = RemittanceReceipt.State.CONFIRMED, posted
    receipt.decided_by, receipt.decided_at = by, timezone.now()
    receipt.save()
    if parts:
        _post(remittance, receipt, parts, by)
        _count(remittance, receipt)
    _tell(remittance, receipt, by)


def _post(
    remittance: Remittance, receipt: RemittanceReceipt, parts: list[tuple[Statement, Decimal]], by: User
) -> None:
    post(
        partner=remittance.partner,
        cause=JournalTransaction.Cause.REMITTANCE_RECEIVED,
        subject=remittance.number,
        key=f"remittance {remittance.number} receipt {receipt.pk}",
        currency=remittance.currency,
        entries=moved(remittance.number, parts, debit=Account.RECEIVED, credit=Account.RECEIVABLE),
        by=by,
    )


def _count(remittance: Remittance, receipt: RemittanceReceipt) -> None:
    """After it is posted: what arrived so far, and whether that was all."""
    with exact_arithmetic():
        remittance.received_amount = (remittance.received_amount or Decimal(0)) + receipt.posted
    remittance.received_date, remittance.bank_reference = receipt.day, receipt.bank_reference
    remittance.marked_by, remittance.marked_at = receipt.told_by, receipt.decided_at
    is_over = not still_due(remittance)
    if is_over:
        remittance.state = Remittance.State.RECEIVED
    remittance.save()
    if is_over:
        remittance.items.filter(live=True).update(live=False)


def _tell(remittance: Remittance, receipt: RemittanceReceipt, by: User) -> None:
    due = still_due(remittance)
    notify(
        people=people_with_role(remittance.partner, PartnerRole.FINANCE),
        kind="remittance_surplus_sent_back" if receipt.kind == SENT_BACK else "remittance_received",
        context={"remittance": remittance, "receipt": receipt, "due": due},
        link=reverse("remittance", args=[remittance.number]),
        partner=remittance.partner,
    )
    is_over = remittance.state == Remittance.State.RECEIVED
    arrived = "remittance.marked_received" if is_over else "remittance.part_received"
    record_event(
        event=EVENTS.get(receipt.kind, arrived),
        subject=remittance.number,
        actor=by,
        partner=remittance.partner,
        details={
            "amount": plain(receipt.amount),
            "currency": remittance.currency,
            "day": receipt.day.isoformat(),
            "reference": receipt.bank_reference,
            "told_by": receipt.told_by_id,
            "still_due": plain(due),
            **({"surplus": plain(receipt.surplus)} if receipt.kind == ARRIVED and receipt.surplus else {}),
            **({"bank_entry": receipt.bank_entry} if receipt.bank_entry else {}),
        },
    )
