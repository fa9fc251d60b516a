"""Work in the background."""

from celery import shared_task

from portal.audit import verify_chain as verifying


@shared_task
def verify_audit() -> None:
    verifying.log_findings()
