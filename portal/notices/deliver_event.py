"""Queue the tasks that follow an event."""

import logging
from datetime import datetime, timedelta
from functools import cache

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from portal.notices.models import OutboxEvent

log = logging.getLogger(__name__)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=15), timedelta(seconds=60)
ERROR_LENGTH = 300


def deliver_event(*, event_id: int) -> bool:
    """Queue each subscribed task and mark the event delivered; False where another call has it.

    The row is locked meanwhile. A death in between queues the tasks once more. Raises kombu's
    OperationalError where the broker does not answer; the event then waits for the sweeper.
    """
    with transaction.atomic():
        waiting = OutboxEvent.objects.filter(pk=event_id, delivered_at=None)
        row = waiting.select_for_update(skip_locked=True).first()
        if row is None:
            return False
        try:
            _queue_tasks(row)
        except Exception as fault:
            failure = fault
            row.attempts += 1
            row.due_at = next_try(row.attempts, first=FIRST_WAIT, longest=LONGEST_WAIT)
            row.last_error = repr(fault)[:ERROR_LENGTH]
        else:
            failure = None
            row.delivered_at, row.last_error = timezone.now(), ""
        row.save()
    if isinstance(failure, OperationalError):
        raise failure
    if failure is not None:
        log.error("an event is not delivered", exc_info=failure, extra={"event": row.event, "id": row.pk})
    return failure is None


def _queue_tasks(row: OutboxEvent) -> None:
    known = _tasks()
    for name in settings.OUTBOX_SUBSCRIPTIONS.get(row.event, []):
        known[name].apply_async(args=row.args)


@cache
def _tasks():
    """Every task by its name; those of apps whose tasks nobody imported yet too.

    Not by the loader's own import: in a worker that sets Django up anew, and logging with it, whose lines
    then go to the stream that the worker redirects into logging, and are lost.
    """
    current_app.autodiscover_tasks(force=True)
    return current_app.tasks


def next_try(attempts: int, *, first: timedelta, longest: timedelta) -> datetime:
    """When to try again after so many failures: twice as long each time, up to the longest."""
    return timezone.now() + min(first * 2 ** min(attempts - 1, 20), longest)
