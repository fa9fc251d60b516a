"""Work in the background. Each task makes one domain call, and is safe to run twice."""

from celery import shared_task

from agreements.obligations import make_dues, reminders
from agreements.term import end_terms as ending
from agreements.term import warn_of_renewals as warning


@shared_task
def make_all_dues() -> None:
    make_dues.make_all_dues()


@shared_task
def remind_of_obligations() -> None:
    reminders.remind_of_obligations()


@shared_task
def end_terms() -> None:
    ending.end_terms()


@shared_task
def warn_of_renewals() -> None:
    warning.warn_of_renewals()
