"""Begin to pack all statements of a partner into one zip."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import Partner, User
from portal.notices.put_event import put_event
from portal.refused import Refused
from settlements.statements.archive.access import every_version
from settlements.statements.archive.models import StatementArchive

FRESH = timedelta(hours=1)


@transaction.atomic
def begin_statement_archive(*, partner: Partner, by: User) -> StatementArchive:
    """The one being made, or one of the last hour that holds everything; else a new one.

    Its work begins after the commit. Raises Refused `no_statements`.
    """
    total = every_version(partner).count()
    if not total:
        raise Refused("no_statements", _("No statement was issued yet: there is nothing to pack."))
    last = StatementArchive.objects.filter(partner=partner).first()
    if last is not None and is_fresh(last, total):
        return last
    now = timezone.now()
    archive, new = StatementArchive.objects.get_or_create(
        partner=partner,
        state=StatementArchive.State.WAITING,
        defaults={"asked_by": by, "asked_at": now, "moved_at": now, "total": total},
    )
    if new:
        put_event(event="statement_archive.asked", args=[archive.pk], partner=partner)
    return archive


def is_fresh(archive: StatementArchive, total: int) -> bool:
    """Made within the hour, of as many statements as there are: they are never deleted, so it holds all."""
    made = archive.state == StatementArchive.State.MADE
    return made and archive.total == total and timezone.now() - archive.asked_at < FRESH
