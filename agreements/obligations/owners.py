"""Who answers for an obligation: named in the terms, or by the party's own later on."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agreements.models import Agreement, Obligation, ObligationOwner
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

PARTNER_NAMES = (PartnerRole.ADMIN,)
STAFF_NAMES = (StaffRole.CONTRACTS,)


def people_of_party(partner: Partner, party: str) -> list[User]:
    """Who may be named: everybody of the party who works with the portal now, by name."""
    return people_with_role(partner) if party == Agreement.Party.PARTNER else staff_with_role()


def owners_of(agreement: Agreement) -> dict[str, ObligationOwner]:
    """Code → the newest naming."""
    rows = ObligationOwner.objects.filter(agreement=agreement).select_related("owner").order_by("pk")
    return {row.code: row for row in rows}


def namings_of(agreement: Agreement, code: str) -> QuerySet[ObligationOwner]:
    """Every naming by an act, the newest first."""
    rows = ObligationOwner.objects.filter(agreement=agreement, code=code)
    return rows.select_related("owner", "named_by").order_by("-pk")


def owner_of(obligation: Obligation, named: dict[str, ObligationOwner]) -> User | None:
    """Whoever was named last: by an act, or by terms approved after it. Reads `obligation.version`."""
    act, version = named.get(obligation.code), obligation.version
    since = version.accepted_at or version.approved_at
    if act is not None and (obligation.owner is None or since is None or act.named_at > since):
        return act.owner
    return obligation.owner


def who_names(obligation: Obligation) -> list[User]:
    """Who is told where nobody answers for it."""
    if obligation.party == Agreement.Party.PARTNER:
        return people_with_role(obligation.partner, *PARTNER_NAMES)
    return staff_with_role(*STAFF_NAMES)


def why_not_name(obligation: Obligation, user: User) -> str:
    """The sentence for a reader who may not name its owner; empty: may."""
    if obligation.party == Agreement.Party.PARTNER:
        if is_staff(user):
            return _("The partner names who answers for its obligations.")
        return "" if may(user, obligation.partner, *PARTNER_NAMES) else needed_roles(PARTNER_NAMES)
    if not is_staff(user):
        return _("The licensor names who answers for its obligations.")
    return "" if is_staff(user, *STAFF_NAMES) else needed_roles(STAFF_NAMES)


def require_namer(obligation: Obligation, user: User) -> None:
    """Outsiders: Http404. Others who may not: PermissionDenied with the sentence."""
    if is_staff(user):
        require_staff(user)
    else:
        require_role(user, obligation.partner, *PartnerRole)
    if refusal := why_not_name(obligation, user):
        raise PermissionDenied(refusal)
