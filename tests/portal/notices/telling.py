"""A kind that says little, told to anybody."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from portal.notices.models import Notice
from portal.notices.notify import notify

LINK = "/disputes/DSP-2026-000001/"
CONTEXT = {"number": "DSP-2026-000001", "statement": "STM-2026-000001", "writer": "Dora", "partner": "Host A"}


def tell(*people, kind: str = "dispute_replied", partner=None, link: str = LINK, days_ago: int = 0) -> Notice:
    """The newest notice of them."""
    with transaction.atomic():
        notify(people=people, kind=kind, context=CONTEXT, link=link, partner=partner)
    newest = Notice.objects.order_by("-pk")[: len(people)]
    if days_ago:
        written = timezone.now() - timedelta(days=days_ago)
        Notice.objects.filter(pk__in=newest).update(created_at=written)
    return newest[0]


def tell_long_ago(*people, **given) -> Notice:
    """Before the hour of any digest."""
    return tell(*people, **given, days_ago=8)
