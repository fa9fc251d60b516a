"""Find the reports whose check was never started, or died."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from usage.claims import ATTEMPTS, free_reports
from usage.give_up import give_up
from usage.models import Report

QUEUED_FOR = timedelta(seconds=60)


def recheck_stuck_reports(*, queue: Callable[[int], object]) -> list[int]:
    """Hand them to `queue` again and return their ids; those out of attempts are refused.

    What was put in line within the last minute is left alone: its turn may not have come yet.
    """
    lost = free_reports().filter(attempts__gte=ATTEMPTS).values_list("pk", flat=True)
    for report_id in list(lost):
        give_up(report_id=report_id)
    stuck = _put_in_line()
    for report_id in stuck:
        queue(report_id)
    return stuck


@transaction.atomic
def _put_in_line() -> list[int]:
    now = timezone.now()
    forgotten = free_reports().filter(Q(queued_at=None) | Q(queued_at__lt=now - QUEUED_FOR))
    rows = forgotten.select_for_update(skip_locked=True, of=("self",)).order_by("pk")
    ids = list(rows.values_list("pk", flat=True))
    Report.objects.filter(pk__in=ids).update(queued_at=now)
    return ids
