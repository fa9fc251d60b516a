"""Work in the background. Each task takes ids, makes one domain call, and is safe to run twice."""

from celery import shared_task

from usage import check_report as checking
from usage import recheck_stuck_reports as rechecking
from usage import remind_of_reports as reminding
from usage.chunks import check_part as checking_parts
from usage.chunks import recheck_stuck_parts as rechecking_parts
from usage.dialects import forget_samples as forgetting
from usage.erasure import erase_by_age as erasing
from usage.erasure import finish_erasure as finishing
from usage.erasure import finish_erasures as finishing_all
from usage.uploads import clear_expired_uploads as clearing


@shared_task
def check_report(report_id: int) -> None:
    checking.check_report(report_id=report_id, queue=check_part.delay)


@shared_task
def check_part(part_id: int) -> None:
    checking_parts.check_part(part_id=part_id, queue=check_part.delay)


@shared_task
def recheck_stuck_reports() -> None:
    rechecking.recheck_stuck_reports(queue=check_report.delay)


@shared_task
def recheck_stuck_parts() -> None:
    rechecking_parts.recheck_stuck_parts(queue=check_part.delay)


@shared_task
def forget_samples() -> None:
    forgetting.forget_samples()


@shared_task
def clear_expired_uploads() -> None:
    clearing.clear_expired_uploads()


@shared_task
def finish_erasure(erasure_id: int) -> None:
    finishing.finish_erasure(erasure_id=erasure_id)


@shared_task
def finish_erasures() -> None:
    finishing_all.finish_erasures()


@shared_task
def erase_by_age() -> None:
    erasing.erase_by_age()


@shared_task
def remind_of_reports() -> None:
    reminding.remind_of_reports()
