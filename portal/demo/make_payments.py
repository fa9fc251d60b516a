"""The money of a month: paid long ago, approved lately, prepared just now; remittances the other way."""

from datetime import date, timedelta
from decimal import Decimal

from portal.demo.people import staff
from portal.periods import parse_label
from settlements.payouts.approve_batch import approve_batch
from settlements.payouts.confirm_outcome import confirm_outcome
from settlements.payouts.confirm_receipt import confirm_receipt
from settlements.payouts.export_batch import export_batch
from settlements.payouts.models import Payout, PayoutBatch, PayoutOutcome, Remittance, RemittanceReceipt
from settlements.payouts.prepare_payouts import prepare_payouts
from settlements.payouts.request_remittances import request_remittances
from settlements.payouts.tell_outcome import tell_outcome
from settlements.payouts.tell_receipt import tell_receipt
from settlements.payouts.what_is_due import still_due

BANK_DAYS = timedelta(days=20)


def make_payments(*, label: str, months_left: int) -> None:
    """`months_left`: how many later months the demo has. The newest month is only prepared and asked
    for; of the one before it, half of what is owed arrived.
    """
    prepare_payouts(by=staff("finance"))
    request_remittances(by=staff("finance"))
    if months_left == 0:
        return
    day = parse_label(label).end + BANK_DAYS
    of_the_month = {"items__statement__period__label": label}
    batches = PayoutBatch.objects.filter(payouts__items__statement__period__label=label).distinct()
    for batch in batches.filter(state=PayoutBatch.State.PREPARED):
        approve_batch(
            batch_id=batch.pk, by=staff("approver"), version=batch.version, fingerprint=batch.fingerprint
        )
    asked_for = Remittance.objects.filter(state=Remittance.State.REQUESTED, **of_the_month).distinct()
    if months_left == 1:
        for remittance in asked_for.filter(received_amount=None):
            if part := still_due(remittance) // 2:
                _receive(remittance, part, day)
        return
    for batch in batches.filter(state=PayoutBatch.State.APPROVED):
        export_batch(batch=batch, by=staff("finance"))
    for payout in Payout.objects.filter(state=Payout.State.SENT, **of_the_month).distinct():
        told = payout.outcomes.filter(state=PayoutOutcome.State.TOLD).first() or tell_outcome(
            payout=payout,
            kind=PayoutOutcome.Kind.PAID,
            day=day,
            reference=f"MERIDIAN {payout.number}",
            by=staff("finance"),
        )
        confirm_outcome(outcome=told, by=staff("approver"))
    for remittance in asked_for:
        _receive(remittance, still_due(remittance), day)


def _receive(remittance: Remittance, amount: Decimal, day: date) -> None:
    """Said by one, confirmed by another; broken off between the two, it goes on."""
    arrived = remittance.receipts.filter(state=RemittanceReceipt.State.TOLD).first() or tell_receipt(
        remittance=remittance,
        amount=amount,
        day=day,
        reference=f"{remittance.partner.code.upper()} {remittance.number}",
        by=staff("finance"),
    )
    confirm_receipt(receipt=arrived, by=staff("approver"))
