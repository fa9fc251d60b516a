"""The two sides of an incident: who reports and writes for which, and who is told."""

from django.utils.translation import gettext as _

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
PARTNERS = (PartnerRole.UPLOADER, PartnerRole.FINANCE, PartnerRole.SIGNATORY, PartnerRole.ADMIN)
STAFF = (StaffRole.OPERATIONS, StaffRole.CONTRACTS)


def side_of(user: User, partner: Partner) -> Agreement.Party:
    """The side the person speaks for. Outsiders: Http404; without the role: PermissionDenied."""
    if is_staff(user):
        require_staff(user, *STAFF)
        return Party.LICENSOR
    require_role(user, partner, *PARTNERS)
    return Party.PARTNER


def why_not_speak(user: User, partner: Partner) -> str:
    """The sentence for a reader who may neither report nor write; empty: may."""
    if is_staff(user):
        return "" if is_staff(user, *STAFF) else needed_roles(STAFF)
    return "" if may(user, partner, *PARTNERS) else needed_roles(PARTNERS)


def other(side: str) -> Agreement.Party:
    return Party.LICENSOR if side == Party.PARTNER else Party.PARTNER


def people_of(side: str, partner: Partner) -> list[User]:
    """Everybody who may speak for the side: a notice of an incident reaches all of them."""
    return staff_with_role(*STAFF) if side == Party.LICENSOR else people_with_role(partner, *PARTNERS)


def side_name(side: str, partner: Partner) -> str:
    return partner.name if side == Party.PARTNER else _("the licensor")
