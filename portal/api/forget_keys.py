"""Forget what was answered long ago."""

from datetime import timedelta

from django.utils import timezone

from portal.api.models import IdempotencyKey

KEPT = timedelta(days=2)


def forget_keys() -> int:
    """How many keys older than KEPT were deleted. Safe to run twice."""
    return IdempotencyKey.objects.filter(created_at__lt=timezone.now() - KEPT).delete()[0]
