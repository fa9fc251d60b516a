"""Who speaks for which side in a negotiation, and who of the other is told."""

from collections.abc import Iterable

from django.urls import reverse

from agreements.models import Agreement, TermChange, Version
from agreements.sides import PARTNER, Sides
from portal.accounts.models import Partner, User
from portal.accounts.roles import PartnerRole, StaffRole
from portal.notices.notify import notify

PARTNERS = (PartnerRole.SIGNATORY, PartnerRole.ADMIN)
"""Who drafts and proposes for the partner."""

COMMENTS = (*PARTNERS, PartnerRole.FINANCE)
"""Who comments for the partner."""

SIGNS = (PartnerRole.SIGNATORY,)
"""Who accepts and declines, always for the partner."""

STAFF = (StaffRole.CONTRACTS,)
"""Who drafts, proposes and sets aside for the licensor."""

STAFF_COMMENTS = (StaffRole.CONTRACTS, StaffRole.APPROVER)


def side_of(
    user: User,
    partner: Partner,
    *,
    roles: Iterable[PartnerRole] = PARTNERS,
    staff: Iterable[StaffRole] = STAFF,
) -> Agreement.Party:
    """The side the person may act for. Outsiders: Http404; without a role: PermissionDenied."""
    return Sides(tuple(roles), tuple(staff)).side_of(user, partner)


def why_not_act(
    user: User,
    partner: Partner,
    *,
    roles: Iterable[PartnerRole] = PARTNERS,
    staff: Iterable[StaffRole] = STAFF,
) -> str:
    """Empty where `side_of` gives a side, else the sentence that names the roles."""
    return Sides(tuple(roles), tuple(staff)).why_not(user, partner)


def people_of(side: str, partner: Partner, *, staff: Iterable[StaffRole] = STAFF) -> list[User]:
    """Who of the side is told."""
    return Sides(PARTNERS, tuple(staff)).people_of(side, partner)


def tell(*, kind: str, version: Version, to: str, by: User, staff: Iterable[StaffRole] = STAFF) -> int:
    """One mail to everybody of the side `to`; terms and words stay on the page it leads to."""
    agreement = version.agreement
    name = "version" if to == PARTNER else "staff_version"
    return notify(
        people=people_of(to, agreement.partner, staff=staff),
        kind=kind,
        context={
            "number": agreement.number,
            "title": agreement.title,
            "version": version.number,
            "from_date": version.from_date,
            "writer": by.name,
            "partner": agreement.partner.name,
        },
        link=reverse(name, args=[agreement.number, version.number]),
        partner=agreement.partner,
    )


def tell_of_term(
    *, kind: str, change: TermChange, to: str, by: User, staff: Iterable[StaffRole] = STAFF
) -> int:
    """As `tell`, about a change of the agreement's end."""
    agreement = change.agreement
    return notify(
        people=people_of(to, change.partner, staff=staff),
        kind=kind,
        context={
            "number": agreement.number,
            "title": agreement.title,
            "ends_date": change.ends_date,
            "writer": by.name,
            "partner": change.partner.name,
        },
        link=reverse("agreement" if to == PARTNER else "staff_agreement", args=[agreement.number]),
        partner=change.partner,
    )
