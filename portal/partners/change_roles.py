"""Change what a member of a partner organisation may do."""

from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse

from portal.accounts.models import Membership, User
from portal.accounts.roles import PartnerRole
from portal.audit.record_event import record_event
from portal.notices.notify import notify
from portal.partners.people_rules import (
    begin_change,
    checked_roles,
    forbid_own,
    keep_an_admin,
    withdraw_sent_by,
)
from portal.partners.tell_admins import tell_admins


@transaction.atomic
def change_roles(*, by: User, membership: Membership, roles: Iterable[str]) -> Membership:
    """Holds from the next request on, not for oneself. Raises Refused: `no_role`, `last_admin`."""
    begin_change(by, membership.partner)
    row = Membership.objects.select_for_update().get(pk=membership.pk)
    forbid_own(by, row.user)
    before, after = row.roles, checked_roles(row.partner, roles)
    if set(before) == set(after):
        return row
    withdrawn = []
    if PartnerRole.ADMIN not in after:
        keep_an_admin(row)
        if PartnerRole.ADMIN in before:
            withdrawn = withdraw_sent_by(row.user, by=by, partner=row.partner)
    row.roles = after
    row.save(update_fields=["roles"])
    notify(
        people=[row.user],
        kind="roles_changed",
        context={
            "organisation": row.partner.name,
            "by": by.name,
            "roles": [PartnerRole(role).label for role in after],
        },
        link=reverse("team"),
        partner=row.partner,
    )
    tell_admins(new=row.user, partner=row.partner, roles=set(after) - set(before))
    record_event(
        event="roles.changed",
        subject=row.user.email[:80],
        actor=by,
        partner=row.partner,
        details={"before": before, "after": after, "invitations_withdrawn": withdrawn},
    )
    return row
