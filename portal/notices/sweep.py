"""What the hints after a commit did not bring out."""

from datetime import timedelta

from django.utils import timezone
from kombu.exceptions import OperationalError

from portal.notices.deliver_event import deliver_event
from portal.notices.deliver_mail import deliver_mail
from portal.notices.hint import hint
from portal.notices.models import Mail, Notice, OutboxEvent

AT_ONCE = 500
KEPT = timedelta(days=7)
READ_NOTICES_KEPT = timedelta(days=365)
# Younger ones are in the hands of the request that wrote them.
HINTED = timedelta(seconds=3)


def deliver_waiting_events() -> int:
    """How many were delivered now; stops at once where the broker does not answer."""
    now = timezone.now()
    due = OutboxEvent.objects.filter(delivered_at=None, due_at__lte=now, created_at__lte=now - HINTED)
    delivered = 0
    for event_id in list(due.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        try:
            delivered += deliver_event(event_id=event_id)
        except OperationalError as fault:
            hint.broker_is_gone(fault)
            break
    return delivered


def deliver_waiting_mails() -> int:
    """How many were sent now; stops at once where the mail server cannot be reached."""
    now = timezone.now()
    due = Mail.objects.filter(sent_at=None, given_up_at=None, due_at__lte=now, created_at__lte=now - HINTED)
    sent = 0
    for mail_id in list(due.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        try:
            sent += deliver_mail(mail_id=mail_id)
        except ConnectionError:
            break
    return sent


def clear_delivered_events() -> int:
    """Forget what was delivered more than a week ago; how many."""
    old = OutboxEvent.objects.filter(delivered_at__lt=timezone.now() - KEPT)
    return old.delete()[0]


def clear_old_notices() -> int:
    """Forget what was read more than a year ago; how many. The mails stay."""
    old = Notice.objects.filter(read_at__lt=timezone.now() - READ_NOTICES_KEPT, waits=False)
    return old.delete()[0]
