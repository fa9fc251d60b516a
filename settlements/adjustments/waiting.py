"""Corrections that no statement has taken in yet."""

from django.db.models import QuerySet

from agreements.models import Agreement
from settlements.adjustments.models import Adjustment


def waiting(agreement: Agreement) -> QuerySet[Adjustment]:
    """In the order they were made: the next statement of the agreement takes them."""
    return Adjustment.objects.filter(agreement=agreement, settled_in="").order_by("pk")
