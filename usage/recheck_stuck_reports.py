"""Find the reports whose check was never started, or died."""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from usage.claims import ATTEMPTS, free_reports
from usage.give_up import give_up

QUEUED_FOR = timedelta(seconds=20)


def recheck_stuck_reports(*, queue: Callable[[int], object]) -> list[int]:
    """Hand them to `queue` again and return their ids; those out of attempts are refused."""
    lost = free_reports().filter(attempts__gte=ATTEMPTS).values_list("pk", flat=True)
    for report_id in list(lost):
        give_up(report_id=report_id)
    patient = Q(attempts=0, uploaded_at__gt=timezone.now() - QUEUED_FOR)
    stuck = list(free_reports().exclude(patient).order_by("pk").values_list("pk", flat=True))
    for report_id in stuck:
        queue(report_id)
    return stuck
