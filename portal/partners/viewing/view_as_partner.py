"""A member of staff begins to look at the portal as an organisation's people see it."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import Partner, User
from portal.accounts.roles import READERS
from portal.audit.record_event import record_event
from portal.refused import Refused


@transaction.atomic
def view_as_partner(*, by: User, partner: Partner) -> None:
    """For staff with a reading role; each page looked at is recorded too. Raises Refused: `suspended`."""
    require_staff(by, *READERS)
    if partner.suspended_at:
        sentence = _("%(partner)s is suspended: there is nothing its people could see.")
        raise Refused("suspended", sentence % {"partner": partner})
    record_event(event="partner.view_started", subject=partner.code, actor=by, partner=partner)
