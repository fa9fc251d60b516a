"""Let a model be offered in a market no more from a day on."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import MarketLicence
from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.refused import Refused
from portal.web import formats


@transaction.atomic
def end_licence(*, licence: MarketLicence, by: User, to_date: date) -> MarketLicence:
    """The row stays. Raises PermissionDenied without the administrator role; Refused: `bad_day`."""
    require_staff(by, StaffRole.ADMINISTRATOR)
    row = MarketLicence.objects.select_for_update(of=("self",)).select_related("model", "market")
    row = row.get(pk=licence.pk)
    if to_date < row.from_date or (row.to_date is not None and to_date > row.to_date):
        sentence = _("The licence holds %(days)s. It ends on one of these days.")
        raise Refused("bad_day", sentence % {"days": formats.days(row.from_date, row.to_date)})
    row.to_date = to_date
    row.save(update_fields=["to_date"])
    record_event(
        event="licence.ended",
        subject=row.model.code,
        actor=by,
        details={"market": row.market.code, "to": to_date.isoformat()},
    )
    return row
