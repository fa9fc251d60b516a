"""Work in the background. Each task makes one domain call, and is safe to run twice."""

from celery import shared_task

from agreements.obligations import make_dues, reminders


@shared_task
def make_all_dues() -> None:
    make_dues.make_all_dues()


@shared_task
def remind_of_obligations() -> None:
    reminders.remind_of_obligations()
