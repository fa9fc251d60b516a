"""What becomes of a report whose check failed by our own fault."""

import logging

from django.db import transaction
from django.utils import timezone

from portal.audit.record_event import record_event
from portal.notices.put_event import put_event
from usage.claims import ATTEMPTS, claimed, free_reports
from usage.models import Report
from usage.tell_uploader import tell_uploader

logger = logging.getLogger(__name__)
OWN_FAULT = {"code": "own_fault", "line": None, "details": {}}


def give_back(*, report_id: int, claim: int) -> None:
    """Let another attempt have the report; after the last one it is refused, and we are told."""
    if claim < ATTEMPTS:
        claimed(report_id=report_id, claim=claim).update(state=Report.State.WAITING, queued_at=None)
    else:
        give_up_check(report_id=report_id, claim=claim)


def give_up_check(*, report_id: int, claim: int) -> None:
    """Refuse a report whose check cannot be brought to its end."""
    _refuse(claimed(report_id=report_id, claim=claim))


def give_up(*, report_id: int) -> None:
    """Refuse a report all of whose attempts died without a word."""
    _refuse(free_reports().filter(pk=report_id, attempts__gte=ATTEMPTS))


def _refuse(rows) -> None:
    with transaction.atomic():
        report = rows.select_for_update(of=("self",)).select_related("partner").first()
        if report is None:
            return
        report.state = Report.State.REFUSED
        report.rows = report.accepted = report.rejected = 0
        report.verdict = {"file_problems": [OWN_FAULT]}
        report.checked_at = timezone.now()
        report.save()
        logger.error("report given up", extra={"report": report.pk, "attempts": report.attempts})
        tell_uploader(report=report, own_fault=True)
        put_event(event="report.given_up", args=[report.pk], partner=report.partner)
        record_event(event="report.given_up", subject=f"report {report.pk}", partner=report.partner)
