"""Sending in the background: each task makes one domain call and is safe to run twice."""

from celery import shared_task

from portal.notices import deliver_mail as mailing
from portal.notices import sweep


@shared_task
def deliver_mail(mail_id: int) -> None:
    mailing.deliver_mail(mail_id=mail_id)


@shared_task
def deliver_waiting_events() -> None:
    sweep.deliver_waiting_events()


@shared_task
def deliver_waiting_mails() -> None:
    sweep.deliver_waiting_mails()


@shared_task
def clear_delivered_events() -> None:
    sweep.clear_delivered_events()


@shared_task
def write_due_digests() -> None:
    # Writes mail, and who writes mail hints at the tasks above: not yet importable there.
    from portal.notices.write_due_digests import write_due_digests as write

    write()


@shared_task
def clear_old_notices() -> None:
    sweep.clear_old_notices()
