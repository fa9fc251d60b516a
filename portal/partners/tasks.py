"""Work in the background."""

from celery import shared_task

from portal.partners import warn_of_expiry as warning


@shared_task
def warn_of_expiry() -> None:
    warning.warn_of_expiry()
