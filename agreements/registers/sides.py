"""Who keeps the registers: for the partner, and for the licensor."""

from agreements.models import Agreement
from portal.accounts.access import (
    is_staff,
    may,
    needed_roles,
    people_with_role,
    require_role,
    require_staff,
    staff_with_role,
)
from portal.accounts.models import Partner, User
from portal.accounts.roles import PartnerRole, StaffRole

Party = Agreement.Party
PARTNERS = (PartnerRole.ADMIN, PartnerRole.SIGNATORY)
STAFF = (StaffRole.OPERATIONS, StaffRole.CONTRACTS)


def side_of(user: User, partner: Partner) -> Agreement.Party:
    """The side the person keeps them for. Outsiders: Http404; without the role: PermissionDenied."""
    if is_staff(user):
        require_staff(user, *STAFF)
        return Party.LICENSOR
    require_role(user, partner, *PARTNERS)
    return Party.PARTNER


def why_not_keep(user: User, partner: Partner) -> str:
    """The sentence for a reader who may not; empty: may."""
    if is_staff(user):
        return "" if is_staff(user, *STAFF) else needed_roles(STAFF)
    return "" if may(user, partner, *PARTNERS) else needed_roles(PARTNERS)


def people_of(side: str, partner: Partner) -> list[User]:
    """Who is told of a change by the other side."""
    return staff_with_role(*STAFF) if side == Party.LICENSOR else people_with_role(partner, *PARTNERS)
