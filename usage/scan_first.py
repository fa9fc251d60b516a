"""Nothing reads a report's file before the scanner found it clean."""

import logging

from django.db import transaction
from django.utils import timezone

from portal.audit.record_event import record_event
from portal.files.models import Scan
from portal.files.readable import is_readable
from portal.files.scan_stored import scan_stored
from usage.check.verdict import Progress
from usage.claims import claimed
from usage.heartbeat import Heartbeat
from usage.models import Report

logger = logging.getLogger(__name__)
INFECTED = {"code": "infected", "line": None, "details": {}}


def scan_first(*, report: Report, claim: int) -> bool:
    """Whether the file may be read. An infected one is refused; where the scanner fails, the report waits.

    Raises Superseded where the claim is lost meanwhile.
    """
    beat = Heartbeat(report_id=report.pk, claim=claim)
    nothing_read = Progress(stage="scanning", bytes_done=0, bytes_total=report.file.size)
    found = scan_stored(stored=report.file, while_waiting=lambda: beat(nothing_read))
    if is_readable(report.file):
        return True
    if found == Scan.INFECTED:
        _refuse(report, claim)
    else:
        _wait(report, claim)
    return False


def waits_for_scanner(report: Report) -> bool:
    """Whether the report waits because its file could not be scanned."""
    failed = report.file.scan == Scan.FAILED and not is_readable(report.file)
    return failed and report.state in (Report.State.WAITING, Report.State.CHECKING)


def _wait(report: Report, claim: int) -> None:
    """In line again after a while; the attempt does not count, for the file may be good."""
    claimed(report_id=report.pk, claim=claim).update(
        state=Report.State.WAITING, attempts=claim - 1, queued_at=timezone.now()
    )
    logger.warning("a report waits for the file scanner", extra={"report": report.pk})


@transaction.atomic
def _refuse(report: Report, claim: int) -> None:
    row = claimed(report_id=report.pk, claim=claim).select_for_update().first()
    if row is None:
        return
    row.state = Report.State.REFUSED
    row.rows = row.accepted = row.rejected = 0
    row.verdict = {"file_problems": [INFECTED]}
    row.checked_at = timezone.now()
    row.save()
    record_event(
        event="report.refused",
        subject=f"report {row.pk}",
        partner=report.partner,
        details={"reason": "infected"},
    )
