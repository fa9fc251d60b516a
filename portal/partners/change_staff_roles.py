"""Change what one of the licensor's staff may do."""

from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse

from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.notices.notify import notify
from portal.partners.people_rules import (
    begin_change,
    checked_roles,
    forbid_own,
    keep_an_administrator,
    withdraw_sent_by,
)
from portal.partners.tell_admins import tell_admins

# Who held one of these could invite.
INVITERS = {StaffRole.ADMINISTRATOR: {"partner": None}, StaffRole.OPERATIONS: {"partner__isnull": False}}


@transaction.atomic
def change_staff_roles(*, by: User, user: User, roles: Iterable[str]) -> User:
    """Holds from the next request on, not for oneself. Raises Refused: `no_role`, `last_admin`."""
    begin_change(by, None)
    row = User.objects.select_for_update(no_key=True).exclude(staff_roles=[]).get(pk=user.pk)
    forbid_own(by, row)
    before, after = row.staff_roles, checked_roles(None, roles)
    if set(before) == set(after):
        return row
    if StaffRole.ADMINISTRATOR not in after:
        keep_an_administrator(row)
    withdrawn = []
    for role, where in INVITERS.items():
        if role in before and role not in after:
            withdrawn += withdraw_sent_by(row, by=by, **where)
    row.staff_roles = after
    row.save(update_fields=["staff_roles"])
    context = {
        "organisation": "",
        "by": by.name,
        "roles": [StaffRole(role).label for role in after],
    }
    notify(people=[row], kind="roles_changed", context=context, link=reverse("staff_team"))
    tell_admins(new=row, partner=None, roles=set(after) - set(before))
    record_event(
        event="staff_roles.changed",
        subject=row.email[:80],
        actor=by,
        details={"before": before, "after": after, "invitations_withdrawn": withdrawn},
    )
    return row
