"""Work in the background. Each task takes ids, makes one domain call, and is safe to run twice."""

from celery import shared_task

from usage import check_report as checking
from usage import recheck_stuck_reports as rechecking
from usage.erasure import erase_by_age as erasing
from usage.erasure import finish_erasure as finishing
from usage.erasure import finish_erasures as finishing_all


@shared_task
def check_report(report_id: int) -> None:
    checking.check_report(report_id=report_id)


@shared_task
def recheck_stuck_reports() -> None:
    rechecking.recheck_stuck_reports(queue=check_report.delay)


@shared_task
def finish_erasure(erasure_id: int) -> None:
    finishing.finish_erasure(erasure_id=erasure_id)


@shared_task
def finish_erasures() -> None:
    finishing_all.finish_erasures()


@shared_task
def erase_by_age() -> None:
    erasing.erase_by_age()
