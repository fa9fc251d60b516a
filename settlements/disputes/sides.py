"""The two sides of a doubt: who speaks for which, and who of the other side is told."""

from django.utils.translation import gettext as _

from portal.accounts.access import (
    is_staff,
    may,
    people_with_role,
    require_role,
    require_staff,
    staff_with_role,
)
from portal.accounts.models import Partner, User
from portal.accounts.roles import PartnerRole, StaffRole
from settlements.disputes.models import Side

PARTNERS = (PartnerRole.FINANCE,)
"""Who asks, disputes and writes for the partner."""

SIGNS = (PartnerRole.SIGNATORY,)
"""Who accepts or refuses an outcome, always for the partner."""

STAFF = (StaffRole.DISPUTES,)
"""Who asks, disputes, writes and proposes for the licensor."""


def side_of(user: User, partner: Partner) -> Side:
    """The side the person may speak for. Outsiders: Http404; without the role: PermissionDenied."""
    if is_staff(user):
        require_staff(user, *STAFF)
        return Side.LICENSOR
    require_role(user, partner, *PARTNERS)
    return Side.PARTNER


def may_speak(user: User, partner: Partner) -> bool:
    return is_staff(user, *STAFF) or may(user, partner, *PARTNERS)


def other(side: str) -> Side:
    return Side.LICENSOR if side == Side.PARTNER else Side.PARTNER


def people_of(side: str, partner: Partner, *, signing: bool = False) -> list[User]:
    """Who is told; `signing`: the partner's signatories too."""
    if side == Side.LICENSOR:
        return staff_with_role(*STAFF)
    return people_with_role(partner, *PARTNERS, *(SIGNS if signing else ()))


def side_name(side: str, partner: Partner) -> str:
    """As a sentence names it."""
    return partner.name if side == Side.PARTNER else _("the licensor")
