"""Nobody stays logged in on an old key."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from portal.accounts.models import User


def end_sessions(*, user: User) -> int:
    """Deletes every session of the person, on every device; how many there were. A rare act: looks at all."""
    live = Session.objects.filter(expire_date__gt=timezone.now())
    own = [each.pk for each in live.iterator() if each.get_decoded().get(SESSION_KEY) == str(user.pk)]
    Session.objects.filter(pk__in=own).delete()
    return len(own)
