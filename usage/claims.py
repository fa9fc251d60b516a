"""Who may write a report's verdict: the check that claimed it last, and no other.

A claim is the number of the attempt. Every write of a check asks for it, so that a check that was
thought dead, or a report withdrawn meanwhile, cannot be overwritten.
"""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from usage.models import Part, Report

SILENT_FOR = timedelta(seconds=60)
ATTEMPTS = 3


class Superseded(Exception):
    """The report is no longer this check's."""


def free_reports() -> QuerySet[Report]:
    """Reports that wait, and those whose check has said nothing for a minute and left no parts to others."""
    parts = Part.objects.filter(report=OuterRef("pk"), began=OuterRef("check_started_at"))
    silent = Q(~Exists(parts), state=Report.State.CHECKING, progress_at__lt=timezone.now() - SILENT_FOR)
    return Report.objects.filter(Q(state=Report.State.WAITING) | silent)


def claim_report(*, report_id: int) -> int | None:
    """The claim, or None where another check has the report or it needs none."""
    now = timezone.now()
    free = free_reports().filter(pk=report_id, attempts__lt=ATTEMPTS)
    before = free.values_list("attempts", flat=True).first()
    if before is None:
        return None
    taken = free.filter(attempts=before).update(
        state=Report.State.CHECKING,
        attempts=before + 1,
        check_started_at=now,
        progress_at=now,
        rows_seen=0,
        bytes_seen=0,
    )
    return before + 1 if taken else None


def claimed(*, report_id: int, claim: int) -> QuerySet[Report]:
    """The report, as long as the claim holds."""
    return Report.objects.filter(pk=report_id, state=Report.State.CHECKING, attempts=claim)
