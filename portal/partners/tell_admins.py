"""No administrator is made unnoticed."""

from collections.abc import Iterable

from django.urls import reverse

from portal.accounts.access import people_with_role, staff_with_role
from portal.accounts.models import Partner, User
from portal.accounts.roles import PartnerRole, StaffRole
from portal.notices.notify import notify


def tell_admins(*, new: User, partner: Partner | None, roles: Iterable[str]) -> None:
    """Where the roles make the person an administrator, every other one gets a mail."""
    if (PartnerRole.ADMIN if partner else StaffRole.ADMINISTRATOR) not in set(roles):
        return
    known = (
        people_with_role(partner, PartnerRole.ADMIN) if partner else staff_with_role(StaffRole.ADMINISTRATOR)
    )
    notify(
        people=[each for each in known if each.pk != new.pk],
        kind="admin_made",
        context={"name": new.name, "email": new.email, "organisation": partner.name if partner else ""},
        link=reverse("team" if partner else "staff_team"),
        partner=partner,
    )
