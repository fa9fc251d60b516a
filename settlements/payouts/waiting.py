"""What waits for staff: batches to approve and to send, payouts to ask about, overdue remittances."""

from datetime import timedelta

from django.db.models import Q, QuerySet

from portal.accounts.models import User
from settlements.payouts.access import OVERDUE, staff_batches, staff_payouts, staff_remittances
from settlements.payouts.dates import today
from settlements.payouts.models import Payout, PayoutBatch, PayoutOutcome, Remittance, RemittanceReceipt

PATIENCE = timedelta(days=3)
"""So long after the day to pay the bank's statement should say what came of it."""


def batches_to_approve(user: User) -> QuerySet[PayoutBatch]:
    """Oldest first. Outsiders: Http404."""
    return staff_batches(user).filter(state=PayoutBatch.State.PREPARED).order_by("pk")


def batches_to_send(user: User) -> QuerySet[PayoutBatch]:
    """Approved, oldest first. Outsiders: Http404."""
    return staff_batches(user).filter(state=PayoutBatch.State.APPROVED).order_by("pk")


def payouts_to_confirm(user: User) -> QuerySet[Payout]:
    """What one person said came of them, for a second. Outsiders: Http404."""
    told = Q(outcomes__state=PayoutOutcome.State.TOLD)
    return staff_payouts(user).filter(told).order_by("pk")


def payouts_to_ask_about(user: User) -> QuerySet[Payout]:
    """With the bank for longer than usual, and nobody knows what came of them: ask, never pay again."""
    late = Q(state=Payout.State.SENT, batch__pay_date__lt=today() - PATIENCE)
    return (
        staff_payouts(user)
        .filter(late | Q(state=Payout.State.APPROVED, batch=None))
        .exclude(outcomes__state=PayoutOutcome.State.TOLD)
        .order_by("pk")
    )


def remittances_overdue(user: User) -> QuerySet[Remittance]:
    """Longest due first. Outsiders: Http404."""
    return staff_remittances(user).filter(standing=OVERDUE).order_by("due_date", "pk")


def receipts_to_confirm(user: User) -> QuerySet[Remittance]:
    """Payments that one person entered, for a second. Outsiders: Http404."""
    return staff_remittances(user).filter(receipts__state=RemittanceReceipt.State.TOLD).order_by("pk")
