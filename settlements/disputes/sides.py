"""The two sides of a doubt: who speaks for which, and who of the other side is told."""

from agreements.sides import Sides
from portal.accounts.models import Partner, User
from portal.accounts.roles import PartnerRole, StaffRole

PARTNERS = (PartnerRole.FINANCE,)
"""Who asks, disputes and writes for the partner."""

SIGNS = (PartnerRole.SIGNATORY,)
"""Who accepts or refuses an outcome, always for the partner."""

STAFF = (StaffRole.DISPUTES,)
"""Who asks, disputes, writes and proposes for the licensor."""


_speakers = Sides(PARTNERS, STAFF)
side_of = _speakers.side_of


def may_speak(user: User, partner: Partner) -> bool:
    return not _speakers.why_not(user, partner)


def people_of(side: str, partner: Partner, *, signing: bool = False) -> list[User]:
    """Who is told; `signing`: the partner's signatories too."""
    told = Sides((*PARTNERS, *SIGNS), STAFF) if signing else _speakers
    return told.people_of(side, partner)
