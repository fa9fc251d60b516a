"""The doors to people: who belongs to a team, who stands in for whom, who is invited."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from portal.accounts.access import is_staff, partner_ids, require_staff
from portal.accounts.deputies import licensor_today
from portal.accounts.models import Deputy, Membership, Partner, User
from portal.partners.models import Invitation


def require_reader(user: User, partner: Partner | None) -> None:
    """Members read their own team, staff every one. Raises Http404 for others."""
    if partner is None:
        require_staff(user)
    elif not is_staff(user) and partner.pk not in partner_ids(user):
        raise Http404


def partner_by_code(user: User, code: str) -> Partner:
    """Any partner, for staff."""
    require_staff(user)
    return get_object_or_404(Partner, code=code)


def team_members(user: User, partner: Partner) -> QuerySet[Membership]:
    """Members of the partner, suspended ones too."""
    require_reader(user, partner)
    return Membership.objects.filter(partner=partner).select_related("user", "partner")


def team_staff(user: User) -> QuerySet[User]:
    """The licensor's staff, suspended ones too."""
    require_reader(user, None)
    return User.objects.exclude(staff_roles=[])


def open_invitations(user: User, partner: Partner | None) -> QuerySet[Invitation]:
    """Neither used nor withdrawn, newest first; some may be past their time."""
    require_reader(user, partner)
    rows = Invitation.objects.filter(partner=partner, accepted_at=None, withdrawn_at=None)
    return rows.select_related("invited_by", "partner")


def deputies_to_come(user: User, partner: Partner | None) -> QuerySet[Deputy]:
    """Deputies in their days and those to come, first ones first; ended ones left out."""
    require_reader(user, partner)
    rows = Deputy.objects.filter(partner=partner, ended_at=None, to_date__gt=licensor_today())
    return rows.select_related("principal", "deputy", "named_by", "partner").order_by("from_date", "pk")


def active_people(user: User, partner: Partner | None) -> QuerySet[User]:
    """Who may act in the team today, by name."""
    require_reader(user, partner)
    active = User.objects.filter(is_active=True).order_by("name", "pk")
    if partner is None:
        return active.exclude(staff_roles=[])
    here = Membership.objects.filter(partner=partner, suspended_at=None)
    return active.filter(pk__in=here.values("user"))


def roles_held(people: QuerySet[User], partner: Partner | None) -> set[str]:
    """Every role that one of the people holds oneself in the team."""
    if partner is None:
        lists = people.values_list("staff_roles", flat=True)
    else:
        lists = Membership.objects.filter(partner=partner, user__in=people).values_list("roles", flat=True)
    return {role for roles in lists for role in roles}
