"""What the demo's people were told in the past months is read; the newest waits for them."""

from django.db.models import QuerySet

from portal.notices.models import Notice
from portal.notices.read_notices import read_notices

UNREAD = 5


def make_notices() -> None:
    """Nothing where somebody has read a notice already: it is theirs to go on with."""
    notices = Notice.objects.order_by("-pk")
    if notices.exclude(read_at=None).exists():
        return
    for person in set(notices.values_list("person", flat=True)):
        read_notices(notices=_but_newest(notices.filter(person=person)))


def _but_newest(own: QuerySet[Notice]) -> QuerySet[Notice]:
    newest = list(own.values_list("pk", flat=True)[:UNREAD])
    return own.exclude(pk__in=newest)
