"""One mail with what waited for a person's digest."""

from datetime import datetime
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from portal.accounts.access import partner_ids
from portal.accounts.models import User
from portal.notices.digest_time import digest_zone, newest_digest_time
from portal.notices.kinds import Group
from portal.notices.models import Mail, Notice, NoticeSettings
from portal.notices.send_mail import known_language, send_mail

NAMED = 100
"""Notices one digest names; it says how many more stand in the portal."""


@transaction.atomic
def write_digest(*, person_id: int, now: datetime) -> Mail | None:
    """None where there is nothing to tell, or another call is at it: the person's settings are locked.

    Each notice leaves the queue in the transaction that keeps the mail, so it is told once, whenever this is
    killed. Left out: what was read in the portal meanwhile, and what the person may not read any more.
    """
    rows = NoticeSettings.objects.select_for_update(of=("self",), skip_locked=True).select_related("person")
    row = rows.filter(person=person_id, person__is_active=True).first()
    if row is None:
        return None
    until = newest_digest_time(row.rhythm, now=now, zone=digest_zone())
    waiting = Notice.objects.filter(person=row.person, waits=True, created_at__lt=until)
    taken = list(waiting.values_list("pk", flat=True))
    told = list(_to_tell(row.person).filter(pk__in=taken).select_related("partner").order_by("pk"))
    mail = _write(row, told) if told else None
    Notice.objects.filter(pk__in=taken).update(waits=False)
    Notice.objects.filter(pk__in=[notice.pk for notice in told]).update(mail=mail)
    return mail


def _to_tell(person: User):
    """Unread, and still the person's to read: who left an organisation hears no more of it."""
    theirs = Q(partner=None) | Q(partner__in=partner_ids(person))
    of_staff = Q(link__startswith="/staff/")
    may_read = (theirs & ~of_staff) | of_staff if person.is_of_staff else theirs & ~of_staff
    return Notice.objects.filter(may_read, person=person, read_at=None)


def _write(row: NoticeSettings, told: list[Notice]) -> Mail:
    person = row.person
    named = sorted(told[:NAMED], key=lambda notice: list(Group).index(notice.group))
    several = len({notice.partner_id for notice in named}) > 1
    return send_mail(
        to=person.email,
        language=known_language(person.language, told[-1].language),
        kind="digest",
        context={
            "total": len(told),
            "more": len(told) - len(named),
            "newest": told[-1].subject,
            "rhythm": row.rhythm,
            "groups": [
                (group.label, [(each, settings.SITE_URL + each.link) for each in notices])
                for group, notices in groupby(named, key=lambda notice: notice.group)
            ],
            "several": several,
            "settings_page": settings.SITE_URL + reverse("notice_settings"),
        },
        link=reverse("notices"),
    )
