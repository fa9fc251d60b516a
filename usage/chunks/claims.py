"""Who may write what a part found: whoever claimed it last, as long as the report is of the same check."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from usage.check.verdict import Progress
from usage.claims import ATTEMPTS, SILENT_FOR, claimed
from usage.heartbeat import Heartbeat
from usage.models import Part, Report

QUEUED_FOR = timedelta(seconds=60)


def parts_at_work() -> QuerySet[Part]:
    """Those of checks that go on."""
    return Part.objects.filter(
        report__state=Report.State.CHECKING,
        report__attempts=F("claim"),
        report__check_started_at=F("began"),
    )


def silent() -> Q:
    return Q(state=Part.State.CHECKING, progress_at__lt=timezone.now() - SILENT_FOR)


def free_parts() -> QuerySet[Part]:
    """Parts that wait or fell silent; the conclusion only once all chunks are checked."""
    others = Part.objects.filter(report=OuterRef("report"), began=OuterRef("began"), concludes=False)
    unchecked = Exists(others.exclude(state=Part.State.CHECKED))
    return parts_at_work().filter(Q(state=Part.State.WAITING) | silent()).exclude(unchecked, concludes=True)


def claim_part(*, part_id: int) -> Part | None:
    """The part as claimed (`attempts` is the number of this attempt); None where it needs nobody."""
    free = free_parts().filter(pk=part_id, attempts__lt=ATTEMPTS)
    before = free.values_list("attempts", flat=True).first()
    if before is None:
        return None
    now = timezone.now()
    taken = free.filter(attempts=before).update(
        state=Part.State.CHECKING, attempts=before + 1, progress_at=now, rows_seen=0, bytes_seen=0
    )
    return Part.objects.select_related("report").get(pk=part_id) if taken else None


def claimed_part(*, part: Part) -> QuerySet[Part]:
    """The part, as long as the claim holds."""
    return parts_at_work().filter(pk=part.pk, state=Part.State.CHECKING, attempts=part.attempts)


class PartHeartbeat(Heartbeat):
    """Tells how far a chunk is, and with it the report, in bytes of the file as it came."""

    def __init__(self, *, part: Part, share: float) -> None:
        """share: bytes of that file for each byte of the lines that are checked."""
        super().__init__(report_id=part.report_id, claim=part.claim)
        self.part, self.share = part, share

    def write(self, progress: Progress) -> int:
        """Archiving begins once all rows were seen."""
        done = progress.bytes_done if progress.stage == "checking" else progress.bytes_total
        seen = {"bytes_seen": int(done * self.share)}
        if progress.stage == "checking":
            seen["rows_seen"] = progress.rows
        held = claimed_part(part=self.part).update(progress_at=timezone.now(), **seen)
        if held:
            tell_report(part=self.part)
        return held


def tell_report(*, part: Part) -> None:
    """Write what all parts of the check have seen into the report."""
    parts = Part.objects.filter(report=part.report_id, began=part.began)
    seen = parts.aggregate(rows_seen=Sum("rows_seen"), bytes_seen=Sum("bytes_seen"))
    claimed(report_id=part.report_id, claim=part.claim).update(progress_at=timezone.now(), **seen)
