"""The digests whose hour has come."""

from django.db.models import Q
from django.utils import timezone

from portal.notices.digest_time import digest_zone, newest_digest_time
from portal.notices.kinds import Rhythm
from portal.notices.models import Notice
from portal.notices.sweep import AT_ONCE
from portal.notices.write_digest import write_digest


def write_due_digests() -> int:
    """One mail to everybody for whom something waits since before their digest's hour; how many mails.

    What was written after that hour waits for the next. Safe to run twice, and at the same time.
    """
    now, zone = timezone.now(), digest_zone()
    is_due = Q()
    for rhythm in Rhythm:
        until = newest_digest_time(rhythm, now=now, zone=zone)
        is_due |= Q(person__notice_settings__rhythm=rhythm, created_at__lt=until)
    waiting = Notice.objects.filter(is_due, waits=True, person__is_active=True)
    people = waiting.order_by("person").values_list("person", flat=True).distinct()[:AT_ONCE]
    return sum(write_digest(person_id=person, now=now) is not None for person in list(people))
