"""The two sides of an agreement: who speaks for which in its negotiation, and who of the other is told."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.models import Agreement, TermChange, Version
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

LICENSOR, PARTNER = Agreement.Party.LICENSOR, Agreement.Party.PARTNER


def side_of(
    user: User,
    partner: Partner,
    *,
    roles: Iterable[PartnerRole] = PARTNERS,
    staff: Iterable[StaffRole] = STAFF,
) -> Agreement.Party:
    """The side the person may act for. Outsiders: Http404; without a role: PermissionDenied."""
    if is_staff(user):
        require_staff(user, *staff)
        return LICENSOR
    require_role(user, partner, *roles)
    return PARTNER


def why_not_act(
    user: User,
    partner: Partner,
    *,
    roles: Iterable[PartnerRole] = PARTNERS,
    staff: Iterable[StaffRole] = STAFF,
) -> str:
    """Empty where `side_of` gives a side, else the sentence that names the roles."""
    if is_staff(user):
        return "" if is_staff(user, *staff) else needed_roles(staff)
    return "" if may(user, partner, *roles) else needed_roles(roles)


def other(party: str) -> Agreement.Party:
    return LICENSOR if party == PARTNER else PARTNER


def side_name(party: str, partner: Partner) -> str:
    """As a sentence names it."""
    return partner.name if party == PARTNER else _("the licensor")


def people_of(party: str, partner: Partner, *, staff: Iterable[StaffRole] = STAFF) -> list[User]:
    """Who of the side is told."""
    return people_with_role(partner, *PARTNERS) if party == PARTNER else staff_with_role(*staff)


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
