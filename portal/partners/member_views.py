"""Acts on a member of a partner's team, or on one of the staff."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.partners import change_roles as changing
from portal.partners import change_staff_roles as changing_staff
from portal.partners import resume_member as resuming
from portal.partners import resume_staff as resuming_staff
from portal.partners import suspend_member as suspending
from portal.partners import suspend_staff as suspending_staff
from portal.partners.people_access import team_members, team_staff
from portal.partners.people_forms import RolesForm
from portal.partners.people_rules import forbid_own, require_decider
from portal.partners.team import Team
from portal.web.act_page import ReasonForm, act_page

ASKED = ["GET", "HEAD", "POST"]


def _row(request, team: Team, row_id: int):
    """The membership, or in the staff's team the person; not oneself."""
    require_decider(request.user, team.partner)
    found = team_members(request.user, team.partner) if team.partner else team_staff(request.user)
    row = get_object_or_404(found, pk=row_id)
    forbid_own(request.user, row.user if team.partner else row)
    return row


def _act_page(request, team: Team, **page) -> HttpResponse:
    return act_page(request, back=team.url("team"), crumbs=team.crumbs(), extra={"base": team.base}, **page)


@require_http_methods(ASKED)
def change_roles(request, team: Team, row_id: int) -> HttpResponse:
    row = _row(request, team, row_id)
    person, held = (row.user, row.roles) if team.partner else (row, row.staff_roles)

    def act(roles):
        if team.partner:
            return changing.change_roles(by=request.user, membership=row, roles=roles)
        return changing_staff.change_staff_roles(by=request.user, user=row, roles=roles)

    return _act_page(
        request,
        team,
        title=_("Roles of %(name)s") % {"name": person},
        text=_("They hold from the next page on. The person gets an e-mail."),
        form=RolesForm(request.POST or None, partner=team.partner, initial={"roles": held}),
        action=_("Save the roles"),
        act=act,
        done=_("The roles are changed."),
    )


@require_http_methods(ASKED)
def suspend(request, team: Team, row_id: int) -> HttpResponse:
    row = _row(request, team, row_id)

    def act(reason):
        if team.partner:
            return suspending.suspend_member(by=request.user, membership=row, reason=reason)
        return suspending_staff.suspend_staff(by=request.user, user=row, reason=reason)

    person = row.user if team.partner else row
    if team.partner:
        text = _("Access to this organisation is gone at once. The account and other organisations stay.")
    else:
        text = _("The person is logged out everywhere and cannot log in. What they did stays on record.")
    return _act_page(
        request,
        team,
        title=_("Suspend %(name)s") % {"name": person},
        text=text,
        form=ReasonForm(request.POST or None),
        action=_("Suspend"),
        act=act,
        done=_("%(name)s is suspended.") % {"name": person},
        danger=True,
    )


@require_http_methods(ASKED)
def resume(request, team: Team, row_id: int) -> HttpResponse:
    row = _row(request, team, row_id)

    def act():
        if team.partner:
            return resuming.resume_member(by=request.user, membership=row)
        return resuming_staff.resume_staff(by=request.user, user=row)

    person = row.user if team.partner else row
    return _act_page(
        request,
        team,
        title=_("Resume %(name)s") % {"name": person},
        text=_("The person has access again, with the roles held before."),
        action=_("Resume"),
        act=act,
        done=_("%(name)s has access again.") % {"name": person},
    )
