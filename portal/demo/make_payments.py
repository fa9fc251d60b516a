"""The money of a month: paid long ago, approved lately, prepared just now; remittances the other way."""

from datetime import date, timedelta

from portal.demo.people import staff
from portal.money.rounding import round_decimals
from portal.periods import parse_label
from settlements.payouts.approve_batch import approve_batch
from settlements.payouts.confirm_outcome import confirm_outcome
from settlements.payouts.confirm_receipt import confirm_receipt
from settlements.payouts.export_batch import export_batch
from settlements.payouts.models import Payout, PayoutBatch, PayoutOutcome, Remittance
from settlements.payouts.prepare_payouts import prepare_payouts
from settlements.payouts.request_remittances import request_remittances
from settlements.payouts.sums import total_of
from settlements.payouts.tell_outcome import tell_outcome
from settlements.payouts.tell_receipt import tell_receipt
from settlements.payouts.what_is_due import what_is_due

BANK_DAYS = timedelta(days=20)


def make_payments(*, label: str, months_left: int) -> None:
    """`months_left`: how many later months the demo has. The newest month is only prepared and asked for."""
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
    if months_left == 1:
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
    for remittance in Remittance.objects.filter(state=Remittance.State.REQUESTED, **of_the_month).distinct():
        _receive(remittance, day)


def _receive(remittance: Remittance, day: date) -> None:
    """In two payments: the first one is a half, to the whole unit."""
    reference = f"{remittance.partner.code.upper()} {remittance.number}"
    due = total_of(part.due for part in what_is_due(remittance))
    half = round_decimals(due / 2, 0)
    for amount, after in ((half, timedelta(0)), (due - half, timedelta(days=6))):
        if amount:
            facts = {"amount": amount, "day": day + after, "reference": reference}
            receipt = tell_receipt(remittance=remittance, by=staff("finance"), **facts)
            confirm_receipt(receipt=receipt, by=staff("approver"))
