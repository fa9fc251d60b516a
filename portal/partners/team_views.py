"""The page of a team: who belongs to it, who stands in, who is invited."""

from django.db.models import Case, QuerySet, Value, When
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from portal.partners.end_deputy import may_end
from portal.partners.people_access import deputies_to_come, open_invitations, team_members, team_staff
from portal.partners.people_rules import decides, roles_of_kind, why_not
from portal.partners.role_words import roles_in_words
from portal.partners.team import Team
from portal.partners.team_tables import (
    DecidedMemberTable,
    DecidedStaffTable,
    MemberFilters,
    MemberTable,
    StaffFilters,
    StaffTable,
)
from portal.web.listing import list_page


@require_safe
def team_page(request, team: Team) -> HttpResponse:
    may = decides(request.user, team.partner)
    if team.partner:
        tables, filters = (MemberTable, DecidedMemberTable), MemberFilters
    else:
        tables, filters = (StaffTable, DecidedStaffTable), StaffFilters
    return list_page(
        request,
        queryset=_people(request, team),
        table_class=tables[may],
        filter_class=filters,
        template="partners/team.html",
        name="team",
        extra={
            "team": team,
            "crumb_list": team.crumbs(above=True),
            "may": may,
            "why_not": why_not(request.user, team.partner),
            "invitations": _invitations(request, team),
            "deputies": _deputies(request, team),
            "may_name_deputy": may or _is_in(request, team),
            "urls": {name: team.url(name) for name in ("invite_person", "name_deputy")},
        },
    )


def _people(request, team: Team) -> QuerySet:
    if team.partner:
        state = Case(
            When(suspended_at=None, user__is_active=True, then=Value("active")), default=Value("suspended")
        )
        return team_members(request.user, team.partner).annotate(state=state)
    state = Case(When(is_active=True, then=Value("active")), default=Value("suspended"))
    return team_staff(request.user).annotate(state=state)


def _invitations(request, team: Team) -> list[dict]:
    return [
        {
            "row": row,
            "roles": roles_in_words(row.role_kind, row.roles),
            "withdraw_url": team.url("withdraw_invitation", row.pk),
        }
        for row in open_invitations(request.user, team.partner)
    ]


def _deputies(request, team: Team) -> list[dict]:
    kind = roles_of_kind(team.partner)
    return [
        {
            "row": row,
            "role": kind(row.role).label,
            "end_url": team.url("end_deputy", row.pk) if may_end(request.user, row) else "",
        }
        for row in deputies_to_come(request.user, team.partner)
    ]


def _is_in(request, team: Team) -> bool:
    """Whether the reader is of the team, and may name a deputy for oneself."""
    return not team.is_staff_view or team.partner is None
