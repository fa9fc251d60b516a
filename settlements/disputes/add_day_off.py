"""Say that nobody works on a day: deadlines of live disputes move."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.refused import Refused
from portal.web import formats
from settlements.disputes.lifecycle import require_reason
from settlements.disputes.models import DayOff
from settlements.disputes.wind_clocks import wind_clocks
from settlements.payouts.dates import today

SETS = (StaffRole.FINANCE, StaffRole.DISPUTES)
"""Who keeps the calendar."""

FURTHEST = timedelta(days=3 * 366)


@transaction.atomic
def add_day_off(*, by: User, day_date: date, reason: str) -> DayOff:
    """Staff of finance or disputes; not of days that are over, on which somebody may have been late.

    Raises Refused: `no_reason`, `over`, `too_far`, `weekend`, `twice`.
    """
    require_staff(by, *SETS)
    reason = require_reason(reason, _("Say why nobody works on that day, such as the name of a holiday."))
    if day_date < today():
        raise Refused("over", _("That day is over. Say today or a later day."))
    if day_date > today() + FURTHEST:
        raise Refused("too_far", _("That is too far ahead. Say a day of the next three years."))
    if day_date.weekday() >= 5:
        raise Refused("weekend", _("Saturdays and Sundays are no working days anyhow."))
    kept, made = DayOff.objects.get_or_create(
        day_date=day_date, removed_at=None, defaults={"reason": reason, "added_by": by}
    )
    if not made:
        sentence = _("%(day)s is a day off already: %(reason)s.")
        raise Refused("twice", sentence % {"day": formats.day(day_date), "reason": kept.reason})
    wind_clocks()
    record_event(
        event="day_off.added",
        subject=day_date.isoformat(),
        actor=by,
        details={"reason": reason},
    )
    return kept
