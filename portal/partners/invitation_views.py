"""Inviting, withdrawing; and the page an invitation leads to."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.accounts.access import PARTNER_IN_SESSION
from portal.accounts.views import COOKIE
from portal.partners import accept_invitation as accepting
from portal.partners import invite_person as inviting
from portal.partners import withdraw_invitation as withdrawing
from portal.partners.invited import INVITATION_IN_SESSION, invitation_of, is_good
from portal.partners.models import Invitation
from portal.partners.people_access import open_invitations
from portal.partners.people_forms import InviteForm
from portal.partners.people_of_address import is_address_of, person_of
from portal.partners.people_rules import require_decider
from portal.partners.role_words import roles_in_words
from portal.partners.team import Team
from portal.refused import Refused
from portal.web.act_page import act_page

ASKED = ["GET", "HEAD", "POST"]


@require_http_methods(ASKED)
def invite_person(request, team: Team) -> HttpResponse:
    require_decider(request.user, team.partner)
    language = team.partner.language if team.partner else request.LANGUAGE_CODE
    form = InviteForm(request.POST or None, partner=team.partner, initial={"language": language})

    def act(**given):
        return inviting.invite_person(by=request.user, partner=team.partner, **given)

    return act_page(
        request,
        title=_("Invite a person"),
        text=_("They get an e-mail with a link that works once and within 72 hours."),
        form=form,
        action=_("Send the invitation"),
        act=act,
        done=lambda row: _("An invitation is on its way to %(email)s.") % {"email": row.email},
        back=team.url("team"),
        crumbs=team.crumbs(),
        extra={"base": team.base},
    )


@require_http_methods(ASKED)
def withdraw_invitation(request, team: Team, invitation_id: int) -> HttpResponse:
    require_decider(request.user, team.partner)
    row = get_object_or_404(open_invitations(request.user, team.partner), pk=invitation_id)
    return act_page(
        request,
        title=_("Withdraw the invitation of %(email)s") % {"email": row.email},
        text=_("Its link leads nowhere any more. You may invite the person again."),
        action=_("Withdraw the invitation"),
        act=lambda: withdrawing.withdraw_invitation(by=request.user, invitation=row),
        done=_("The invitation is withdrawn."),
        back=team.url("team"),
        crumbs=team.crumbs(),
        danger=True,
        extra={"base": team.base},
    )


@never_cache
@require_http_methods(ASKED)
def invitation(request, token: str) -> HttpResponse:
    """Says who invites whom into what; then signing up, logging in, or accepting. Looking changes nothing."""
    row = invitation_of(token)
    if row is None:
        return render(request, "partners/invitation_gone.html", status=404)
    with translation.override(_language(request, row)):
        if request.user.is_authenticated and row.accepted_by_id == request.user.pk:
            return redirect(settings.LOGIN_REDIRECT_URL)
        if not is_good(row):
            return render(request, "partners/invitation_gone.html", status=410)
        if request.method == "POST":
            return _go_on(request, row)
        return _page(request, row)


def _language(request, row: Invitation) -> str:
    """The invitation's, unless the reader has chosen one here."""
    chosen = request.user.is_authenticated or settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    return request.LANGUAGE_CODE if chosen else row.language


def _page(request, row: Invitation, *, status: int = 200) -> HttpResponse:
    shown = {
        "invitation": row,
        "roles": roles_in_words(row.role_kind, row.roles),
        "has_account": person_of(row.email) is not None,
        "is_mine": request.user.is_authenticated and is_address_of(request.user, row.email),
    }
    return render(request, "partners/invitation.html", shown, status=status)


def _go_on(request, row: Invitation) -> HttpResponse:
    if not request.user.is_authenticated:
        request.session[INVITATION_IN_SESSION] = row.token_digest
        response = redirect("account_signup")
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, translation.get_language(), **COOKIE)
        return response
    try:
        accepting.accept_invitation(invitation=row, user=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return _page(request, row, status=403 if refusal.code == "other_address" else 422)
    if row.partner_id:
        request.session[PARTNER_IN_SESSION] = row.partner_id
    messages.success(request, _("You are in. Welcome."))
    return redirect(settings.LOGIN_REDIRECT_URL)
