"""Notices are read."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from portal.notices.models import Notice


@transaction.atomic
def read_notices(*, notices: QuerySet[Notice]) -> int:
    """Marks them read; how many were not before. The moment one was read first stays."""
    return notices.filter(read_at=None).order_by().update(read_at=timezone.now())
