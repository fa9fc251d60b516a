"""What ending a row of either register has in common."""

from datetime import date
from typing import TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Derivative, Subprocessor
from portal.accounts.models import User
from portal.refused import Refused
from portal.web import formats

Kept = TypeVar("Kept", Derivative, Subprocessor)


def end_entry(*, entry: Kept, by: User, to_date: date) -> Kept:
    """Inside the act's transaction; the caller asked who may. Raises Refused: `ended`, `too_early`."""
    rows = type(entry).objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("agreement", "partner").get(pk=entry.pk)
    if row.to_date is not None:
        sentence = _("“%(name)s” ended already, on %(day)s.")
        raise Refused("ended", sentence % {"name": row.name, "day": formats.day(row.to_date)})
    if to_date < row.from_date:
        sentence = _("It cannot end before it begins, on %(day)s.")
        raise Refused("too_early", sentence % {"day": formats.day(row.from_date)})
    row.to_date, row.ended_by, row.ended_at = to_date, by, timezone.now()
    row.save(update_fields=["to_date", "ended_by", "ended_at"])
    return row
