"""Work in the background."""

from celery import shared_task

from agreements.term import end_terms as ending
from agreements.term import warn_of_renewals as warning


@shared_task
def end_terms() -> None:
    ending.end_terms()


@shared_task
def warn_of_renewals() -> None:
    warning.warn_of_renewals()
