"""The money of a month: paid long ago, approved lately, prepared just now; remittances the other way."""

from datetime import timedelta

from portal.demo.people import staff
from portal.periods import parse_label
from settlements.payouts.approve_payout import approve_payout
from settlements.payouts.mark_paid import mark_paid
from settlements.payouts.mark_received import mark_received
from settlements.payouts.models import Payout, Remittance
from settlements.payouts.prepare_payouts import prepare_payouts
from settlements.payouts.request_remittances import request_remittances

BANK_DAYS = timedelta(days=20)


def make_payments(*, label: str, months_left: int) -> None:
    """`months_left`: how many later months the demo has. The newest month is only prepared and asked for."""
    prepare_payouts(by=staff("finance"))
    request_remittances(by=staff("finance"))
    if months_left == 0:
        return
    day = parse_label(label).end + BANK_DAYS
    of_the_month = {"items__statement__period__label": label}
    for payout in Payout.objects.filter(state=Payout.State.PREPARED, **of_the_month).distinct():
        approve_payout(
            payout_id=payout.pk,
            by=staff("approver"),
            version=payout.version,
            fingerprint=payout.fingerprint,
        )
    if months_left == 1:
        return
    for payout in Payout.objects.filter(state=Payout.State.APPROVED, **of_the_month).distinct():
        mark_paid(payout=payout, by=staff("finance"), paid_date=day, reference=f"MERIDIAN {payout.number}")
    for remittance in Remittance.objects.filter(state=Remittance.State.REQUESTED, **of_the_month).distinct():
        mark_received(
            remittance=remittance,
            by=staff("finance"),
            received_date=day,
            reference=f"{remittance.partner.code.upper()} {remittance.number}",
        )
