"""Take a day off back: it is worked."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.disputes.add_day_off import SETS
from settlements.disputes.lifecycle import require_reason
from settlements.disputes.models import DayOff
from settlements.disputes.wind_clocks import wind_clocks
from settlements.payouts.dates import today


@transaction.atomic
def remove_day_off(*, by: User, day_off: DayOff, reason: str) -> None:
    """Staff of finance or disputes; not of days that are over.

    Raises Refused: `no_reason`, `over`, `gone`.
    """
    require_staff(by, *SETS)
    reason = require_reason(reason, _("Say why that day is worked after all."))
    if day_off.day_date < today():
        raise Refused("over", _("That day is over, and stays a day off."))
    rows = DayOff.objects.filter(pk=day_off.pk, removed_at=None)
    if not rows.update(removed_at=timezone.now(), removed_by=by):
        raise Refused("gone", _("That day off was taken back already."))
    wind_clocks()
    record_event(
        event="day_off.removed",
        subject=day_off.day_date.isoformat(),
        actor=by,
        details={"reason": reason},
    )
