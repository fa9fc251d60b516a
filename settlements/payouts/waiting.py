"""What waits for staff: payouts to approve and to pay, remittance requests that are overdue."""

from django.db.models import QuerySet

from portal.accounts.models import User
from settlements.payouts.access import OVERDUE, staff_payouts, staff_remittances
from settlements.payouts.models import Payout, Remittance


def payouts_to_approve(user: User) -> QuerySet[Payout]:
    """Oldest first. Outsiders: Http404."""
    return staff_payouts(user).filter(state=Payout.State.PREPARED).order_by("pk")


def payouts_to_pay(user: User) -> QuerySet[Payout]:
    """Approved, oldest first. Outsiders: Http404."""
    return staff_payouts(user).filter(state=Payout.State.APPROVED).order_by("pk")


def remittances_overdue(user: User) -> QuerySet[Remittance]:
    """Longest due first. Outsiders: Http404."""
    return staff_remittances(user).filter(standing=OVERDUE).order_by("due_date", "pk")
