"""Standing in: for some days a person acts in a role of somebody else's."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from portal.accounts.models import Deputy, Licensor, Membership, Partner, User
from portal.accounts.roles import PartnerRole, StaffRole

Role = StaffRole | PartnerRole


def licensor_today() -> date:
    """The day it is at the licensor's."""
    zone = Licensor.objects.values_list("time_zone", flat=True).first()
    return timezone.localdate(timezone=ZoneInfo(zone or "UTC"))


def in_force(deputies: QuerySet[Deputy] | None = None) -> QuerySet[Deputy]:
    """Deputies who may act today: within their days, not ended, and the principal still holds the role."""
    rows = Deputy.objects.all() if deputies is None else deputies
    today = licensor_today()
    holds_it = Membership.objects.filter(
        user=OuterRef("principal"),
        partner=OuterRef("partner"),
        suspended_at=None,
        partner__suspended_at=None,
        roles__contains=[OuterRef("role")],
    )
    return rows.filter(
        Q(partner=None, principal__staff_roles__contains=[F("role")]) | Exists(holds_it),
        ended_at=None,
        from_date__lte=today,
        to_date__gt=today,
        principal__is_active=True,
        deputy__is_active=True,
    )


def standing_in(user: User) -> list[Deputy]:
    """As whose deputy the person may act today. Asked once per request."""
    if (kept := getattr(user, "_standing_in", None)) is not None:
        return kept
    now = timezone.localdate(timezone=ZoneInfo("UTC"))
    ever = Deputy.objects.filter(deputy=user, ended_at=None, to_date__gt=now - timedelta(days=1))
    # Most people stand in for nobody: that is one small query.
    rows = list(in_force(ever)) if ever.exists() else []
    if user.is_reader:
        user._standing_in = rows
    return rows


def deputy_roles(user: User, partner: Partner | None = None) -> set[str]:
    """The roles the person may use today as a deputy: in the partner, or, without one, of staff."""
    wanted = partner.pk if partner else None
    return {each.role for each in standing_in(user) if each.partner_id == wanted}


def stands_in_for(user: User, role: Role, partner: Partner | None = None) -> set[int]:
    """Ids of the people whose role the person uses now as a deputy and does not hold oneself.

    For a partner's role, in the partner named, else in any.
    """
    if isinstance(role, StaffRole):
        if role in user.staff_roles:
            return set()
        found = [each for each in standing_in(user) if each.partner_id is None]
    else:
        own = user.memberships.filter(suspended_at=None, roles__contains=[role])
        held = set(own.values_list("partner_id", flat=True))
        found = [each for each in standing_in(user) if each.partner_id and each.partner_id not in held]
        if partner:
            found = [each for each in found if each.partner_id == partner.pk]
    return {each.principal_id for each in found if each.role == role}


def acting_ids(user: User, *roles: Role) -> set[int]:
    """The person, and those the person stands in for in one of the roles: for four eyes, all are one."""
    return {user.pk}.union(*(stands_in_for(user, role) for role in roles))
