"""The two sides of an agreement: who acts for which, and who of the other is told."""

from dataclasses import dataclass

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

LICENSOR, PARTNER = Agreement.Party.LICENSOR, Agreement.Party.PARTNER


@dataclass(frozen=True, slots=True)
class Sides:
    """The roles that act for the partner, and those of staff that act for the licensor."""

    partners: tuple[PartnerRole, ...]
    staff: tuple[StaffRole, ...]

    def side_of(self, user: User, partner: Partner) -> Agreement.Party:
        """The side the person may act for. Outsiders: Http404; without a role: PermissionDenied."""
        if is_staff(user):
            require_staff(user, *self.staff)
            return LICENSOR
        require_role(user, partner, *self.partners)
        return PARTNER

    def why_not(self, user: User, partner: Partner) -> str:
        """Empty where `side_of` gives a side, else the sentence that names the roles."""
        if is_staff(user):
            return "" if is_staff(user, *self.staff) else needed_roles(self.staff)
        return "" if may(user, partner, *self.partners) else needed_roles(self.partners)

    def people_of(self, side: str, partner: Partner) -> list[User]:
        """Everybody who may act for the side: those who are told."""
        if side == LICENSOR:
            return staff_with_role(*self.staff)
        return people_with_role(partner, *self.partners)


def other(side: str) -> Agreement.Party:
    return LICENSOR if side == PARTNER else PARTNER


def side_name(side: str, partner: Partner) -> str:
    """As a sentence names it."""
    return partner.name if side == PARTNER else _("the licensor")
