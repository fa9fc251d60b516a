"""Tell the background what happened, as surely as it happened."""

from functools import partial
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from portal.accounts.models import Partner
from portal.notices.deliver_event import deliver_event
from portal.notices.hint import hint
from portal.notices.models import OutboxEvent


def put_event(*, event: str, args: list[Any], partner: Partner | None = None) -> OutboxEvent:
    """Keep `event` (`noun.verbed`) in the act's transaction; the tasks subscribed to it get `args`: ids.

    They are queued right after the commit, or by the sweeper within seconds: at least once, so they must be
    safe to run twice. Raises RuntimeError outside a transaction, and LookupError for an event that
    portal/config/subscriptions.py does not name.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("put_event belongs inside the transaction of the act it tells of.")
    if event not in settings.OUTBOX_SUBSCRIPTIONS:
        raise LookupError(f"{event} is not in portal/config/subscriptions.py.")
    row = OutboxEvent.objects.create(event=event, args=args, partner=partner, due_at=timezone.now())
    transaction.on_commit(partial(hint, partial(deliver_event, event_id=row.pk)), robust=True)
    return row
