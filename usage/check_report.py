"""Check the file of a report."""

import logging
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from usage.check.check_file import check_file
from usage.claims import Superseded, claim_report
from usage.cutting import cutting_of
from usage.give_up import give_back
from usage.heartbeat import Heartbeat, kept_alive, once_it_is_back
from usage.keep_verdict import keep_verdict
from usage.models import Report
from usage.rules_of_report import reports_beside, rules_of_report
from usage.scan_first import scan_first
from usage.storage import local_path

WITH = ("agreement", "period", "partner", "file", "dialect")
logger = logging.getLogger(__name__)


def check_report(*, report_id: int) -> bool:
    """Scan the file, check its rows, archive them, write the verdict; True where this call's was kept.

    Safe to run twice: only the check that claimed the report last writes. A check that fails gives
    the report back, and `recheck_stuck_reports` tries again.
    """
    claim = claim_report(report_id=report_id)
    if claim is None:
        return False
    try:
        with kept_alive(report_id=report_id, claim=claim):
            return _check(report_id, claim)
    except Superseded:
        logger.info("check superseded", extra={"report": report_id, "attempt": claim})
    except Exception:
        logger.exception("check failed", extra={"report": report_id, "attempt": claim})
        once_it_is_back(partial(give_back, report_id=report_id, claim=claim))
    return False


def _check(report_id: int, claim: int) -> bool:
    report = Report.objects.select_related(*WITH).get(pk=report_id)
    if not scan_first(report=report, claim=claim):
        return False
    with TemporaryDirectory(prefix="check-") as temporary:
        folder = Path(temporary)
        cutting = cutting_of(period=report.period)
        beside = dict(reports_beside(report).values_list("pk", "archive"))
        path = local_path(name=report.file.content.name, folder=folder)
        verdict = check_file(
            path=path,
            rules=rules_of_report(report=report, cutting=cutting, archives=beside.values(), folder=folder),
            into=folder,
            on_progress=Heartbeat(report_id=report_id, claim=claim),
            dialect=report.dialect.read if report.dialect else None,
        )
        keep_verdict(
            report=report,
            claim=claim,
            verdict=verdict,
            fingerprint=cutting.fingerprint,
            # Reports submitted after this check could repeat rows of it.
            beside=sorted(beside) if "source_ref" in verdict.columns else None,
        )
    return True
