"""Who speaks and who decides for each side, of what is agreed beside the terms."""

from agreements.models import Agreement
from agreements.sides import Sides
from portal.accounts.models import Partner, User
from portal.accounts.roles import PartnerRole, StaffRole

PARTY = Agreement.Party

SPEAKS = Sides((PartnerRole.ADMIN,), (StaffRole.CONTRACTS,))
"""Who files, proposes and makes offers."""

DECIDES = Sides((PartnerRole.SIGNATORY, PartnerRole.ADMIN), (StaffRole.CONTRACTS, StaffRole.APPROVER))
"""Who says yes or no to what the other side offers; they are told of it."""

people_of = DECIDES.people_of


def side_of(user: User, partner: Partner, *, deciding: bool = False) -> Agreement.Party:
    """The side the person may speak, or decide, for. Outsiders: Http404; no role: PermissionDenied."""
    return (DECIDES if deciding else SPEAKS).side_of(user, partner)


def why_not_speak(user: User, partner: Partner, *, deciding: bool = False) -> str:
    """The sentence for a reader who holds none of the roles; empty: may."""
    return (DECIDES if deciding else SPEAKS).why_not(user, partner)
