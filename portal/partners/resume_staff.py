"""Let a suspended member of staff in again, with the roles held before."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.notices.notify import notify
from portal.partners.people_rules import begin_change, forbid_own
from portal.partners.tell_admins import tell_admins
from portal.refused import Refused


@transaction.atomic
def resume_staff(*, by: User, user: User) -> User:
    """Raises Refused: `not_suspended`."""
    begin_change(by, None)
    row = User.objects.select_for_update(no_key=True).exclude(staff_roles=[]).get(pk=user.pk)
    forbid_own(by, row)
    if row.is_active:
        raise Refused("not_suspended", _("This person is not suspended."))
    row.is_active = True
    row.save(update_fields=["is_active"])
    context = {"organisation": "", "by": by.name}
    notify(people=[row], kind="member_resumed", context=context, link=reverse("staff_team"))
    tell_admins(new=row, partner=None, roles=row.staff_roles)
    record_event(event="staff.resumed", subject=row.email[:80], actor=by)
    return row
