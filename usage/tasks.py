"""Work in the background. Each task takes ids, makes one domain call, and is safe to run twice."""

from celery import shared_task

from usage import check_report as checking
from usage import recheck_stuck_reports as rechecking
from usage.uploads import clear_expired_uploads as clearing


@shared_task
def check_report(report_id: int) -> None:
    checking.check_report(report_id=report_id)


@shared_task
def recheck_stuck_reports() -> None:
    rechecking.recheck_stuck_reports(queue=check_report.delay)


@shared_task
def clear_expired_uploads() -> None:
    clearing.clear_expired_uploads()
