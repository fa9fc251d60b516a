"""Check the file of a report."""

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from usage.check.check_file import check_file
from usage.check.prepare import Prepared
from usage.chunks.hand_out import hand_out
from usage.claims import Superseded, claim_report
from usage.customers_beside import with_customers
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


def check_report(*, report_id: int, queue: Callable[[int], object] | None = None) -> bool:
    """Scan the file, check its rows, archive them, write the verdict; True where this call's was kept.

    queue: called with ids of the parts of a file of many chunks, which any worker may check (`chunks/`); the
    verdict is then theirs to write. Where there is none, all is checked here.
    Safe to run twice: only the check that claimed the report last writes. A check that fails gives the report
    back, and `recheck_stuck_reports` tries again.
    """
    claim = claim_report(report_id=report_id)
    if claim is None:
        return False
    try:
        with kept_alive(report_id=report_id, claim=claim):
            return _check(report_id, claim, queue)
    except Superseded:
        logger.info("check superseded", extra={"report": report_id, "attempt": claim})
    except Exception:
        logger.exception("check failed", extra={"report": report_id, "attempt": claim})
        once_it_is_back(partial(give_back, report_id=report_id, claim=claim))
    return False


def _check(report_id: int, claim: int, queue: Callable[[int], object] | None) -> bool:
    report = Report.objects.select_related(*WITH).get(pk=report_id)
    if not scan_first(report=report, claim=claim):
        return False
    with TemporaryDirectory(prefix="check-") as temporary:
        folder = Path(temporary)
        cutting = cutting_of(period=report.period)
        beside = dict(reports_beside(report).values_list("pk", "archive"))
        archives = [name for names in beside.values() for name in names]
        path = local_path(name=report.file.content.name, folder=folder)
        rules = rules_of_report(report=report, cutting=cutting, archives=archives, folder=folder)

        def share(prepared: Prepared) -> None:
            hand_out(
                report=report,
                claim=claim,
                prepared=prepared,
                rules=rules,
                is_original=prepared.lines == path.absolute(),
                beside=beside,
                fingerprint=cutting.fingerprint,
                queue=queue,
            )

        verdict = check_file(
            path=path,
            rules=rules,
            into=folder,
            on_progress=Heartbeat(report_id=report_id, claim=claim),
            share=share if queue else None,
            dialect=report.dialect.read if report.dialect else None,
        )
        if verdict is None:
            return False
        verdict = with_customers(report=report, verdict=verdict, folder=folder)
        keep_verdict(
            report=report,
            claim=claim,
            verdict=verdict,
            fingerprint=cutting.fingerprint,
            # Reports submitted after this check could repeat rows of it.
            beside=sorted(beside) if "source_ref" in verdict.columns else None,
        )
    return True
