"""Put parts of a check in line: a few at a time, so that small reports need not wait behind a large one."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from portal.notices.hint import hint
from usage.chunks.claims import QUEUED_FOR, free_parts, parts_at_work, silent
from usage.models import Part


def put_in_line(*, report_id: int, began: datetime, queue: Callable[[int], object]) -> list[int]:
    """Hand as many parts to `queue` as may be in line or at work at once, and return their ids.

    Those that were put in line more than a minute ago, or fell silent at work, are put there again.
    """
    now = timezone.now()
    parts = parts_at_work().filter(report=report_id, began=began)
    lost = Q(queued_at__lt=now - QUEUED_FOR) & (Q(state=Part.State.WAITING) | silent())
    with transaction.atomic():
        busy = parts.filter(
            Q(state=Part.State.CHECKING) | Q(state=Part.State.WAITING, queued_at__isnull=False)
        )
        places = max(0, settings.USAGE_CHUNKS_AT_ONCE - busy.exclude(lost).count())
        wanted = free_parts().filter(report=report_id, began=began).filter(lost | Q(queued_at=None))
        rows = wanted.select_for_update(skip_locked=True, of=("self",)).order_by("number")
        ids = list(rows.values_list("pk", flat=True)[:places])
        Part.objects.filter(pk__in=ids).update(queued_at=now)
    for part_id in ids:
        hint(queue, part_id)
    return ids
