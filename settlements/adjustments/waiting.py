"""Corrections that no statement has taken in yet."""

from collections.abc import Iterable

from django.db.models import QuerySet

from agreements.models import Agreement
from settlements.adjustments.models import Adjustment


def waiting(agreement: Agreement) -> QuerySet[Adjustment]:
    """In the order they were made: the next statement of the agreement takes them."""
    return waiting_of([agreement.pk])


def waiting_of(agreements: Iterable[int]) -> QuerySet[Adjustment]:
    """Those of agreements with these ids, in the order they were made."""
    return Adjustment.objects.filter(agreement__in=agreements, settled_in="").order_by("pk")
