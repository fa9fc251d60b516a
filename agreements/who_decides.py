"""The two sides of what is agreed beside the terms: who speaks and who decides for each."""

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

PARTY = Agreement.Party

PARTNER_SPEAKS = (PartnerRole.ADMIN,)
STAFF_SPEAKS = (StaffRole.CONTRACTS,)
"""Who files, proposes and makes offers."""

PARTNER_DECIDES = (PartnerRole.SIGNATORY, PartnerRole.ADMIN)
STAFF_DECIDES = (StaffRole.CONTRACTS, StaffRole.APPROVER)
"""Who says yes or no to what the other side offers."""


@dataclass(frozen=True, slots=True)
class Act:
    """`fits`: the state allows it. `why_not`: the sentence for a reader who may not; empty: may."""

    fits: bool
    why_not: str

    @property
    def may(self) -> bool:
        return self.fits and not self.why_not


def side_of(user: User, partner: Partner, *, deciding: bool = False) -> str:
    """The party the person may speak, or decide, for. Outsiders: Http404; no role: PermissionDenied."""
    if is_staff(user):
        require_staff(user, *(STAFF_DECIDES if deciding else STAFF_SPEAKS))
        return PARTY.LICENSOR
    require_role(user, partner, *(PARTNER_DECIDES if deciding else PARTNER_SPEAKS))
    return PARTY.PARTNER


def why_not_speak(user: User, partner: Partner, *, deciding: bool = False) -> str:
    """The sentence for a reader who holds none of the roles; empty: may."""
    if is_staff(user):
        roles = STAFF_DECIDES if deciding else STAFF_SPEAKS
        return "" if is_staff(user, *roles) else needed_roles(roles)
    wanted = PARTNER_DECIDES if deciding else PARTNER_SPEAKS
    return "" if may(user, partner, *wanted) else needed_roles(wanted)


def other(party: str) -> str:
    return PARTY.LICENSOR if party == PARTY.PARTNER else PARTY.PARTNER


def people_of(party: str, partner: Partner) -> list[User]:
    """Who is told: those who decide."""
    if party == PARTY.LICENSOR:
        return staff_with_role(*STAFF_DECIDES)
    return people_with_role(partner, *PARTNER_DECIDES)


def party_name(party: str, partner: Partner) -> str:
    """As a sentence names it."""
    return partner.name if party == PARTY.PARTNER else _("the licensor")
