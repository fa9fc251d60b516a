"""Naming and ending deputies."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.partners import end_deputy as ending
from portal.partners import name_deputy as naming
from portal.partners.people_access import deputies_to_come
from portal.partners.people_forms import DeputyForm
from portal.partners.people_rules import decides, require_decider, roles_of_kind
from portal.partners.team import Team
from portal.web.act_page import act_page

ASKED = ["GET", "HEAD", "POST"]


@require_http_methods(ASKED)
def name_deputy(request, team: Team) -> HttpResponse:
    """For oneself; who decides about the team, for anybody in it."""
    may = decides(request.user, team.partner)
    if team.is_staff_view and team.partner:
        require_decider(request.user, team.partner)
    form = DeputyForm(request.POST or None, by=request.user, decides=may, partner=team.partner)

    def act(*, deputy, role, from_date, last_date, principal=request.user):
        return naming.name_deputy(
            by=request.user,
            principal=principal,
            deputy=deputy,
            role=role,
            partner=team.partner,
            from_date=from_date,
            to_date=last_date + timedelta(days=1),
        )

    return act_page(
        request,
        title=_("Name a deputy"),
        text=_(
            "For these days the deputy may act in this one role. Both act as one: neither approves what the "
            "other prepared."
        ),
        form=form,
        action=_("Name the deputy"),
        act=act,
        done=lambda row: (
            _("%(deputy)s stands in for %(principal)s.") % {"deputy": row.deputy, "principal": row.principal}
        ),
        back=team.url("team"),
        crumbs=team.crumbs(),
        extra={"base": team.base},
    )


@require_http_methods(ASKED)
def end_deputy(request, team: Team, deputy_id: int) -> HttpResponse:
    row = get_object_or_404(deputies_to_come(request.user, team.partner), pk=deputy_id)
    if not ending.may_end(request.user, row):
        require_decider(request.user, team.partner)
    role = roles_of_kind(team.partner)(row.role).label
    return act_page(
        request,
        title=_("End the deputy"),
        text=_("%(deputy)s does not act for %(principal)s in the role “%(role)s” any more.")
        % {"deputy": row.deputy, "principal": row.principal, "role": role},
        action=_("End it"),
        act=lambda: ending.end_deputy(by=request.user, deputy=row),
        done=_("The deputy is ended."),
        back=team.url("team"),
        crumbs=team.crumbs(),
        danger=True,
        extra={"base": team.base},
    )
