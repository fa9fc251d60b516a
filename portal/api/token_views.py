"""The pages of tokens: which there are, making one, revoking one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.models import Partner
from portal.api import make_token as making
from portal.api import revoke_token as revoking
from portal.api.access import token_of, tokens_of
from portal.api.models import ApiToken
from portal.api.scopes import Scope
from portal.api.token_forms import TokenForm
from portal.api.token_pages import TokenPages
from portal.refused import Refused
from portal.web.act_page import act_page

ASKED = ["GET", "HEAD", "POST"]


@require_safe
def tokens(request, pages: TokenPages, partner: Partner | None) -> HttpResponse:
    shown = [_shown(pages, each) for each in tokens_of(request.user, partner)]
    context = {
        "partner": partner,
        "title": pages.title(partner),
        "tokens": shown,
        "make_url": reverse(pages.make),
        "crumb_list": pages.crumbs(partner, inside=False),
    }
    return render(request, "api/tokens.html", context)


@require_http_methods(ASKED)
def make_token(request, pages: TokenPages, partner: Partner | None) -> HttpResponse:
    """The answer to the POST shows the secret: it is kept nowhere, not even in the session."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    context = {
        "partner": partner,
        "title": _("Make a token"),
        "text": _text(partner),
        "action": _("Make the token"),
        "form": form,
        "back": reverse(pages.listed),
        "crumb_list": pages.crumbs(partner),
    }
    if form.is_valid():
        try:
            token, secret = making.make_token(by=request.user, partner=partner, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            made = {"token": token, "secret": secret, "title": _("Your new token")}
            return render(request, "api/token_made.html", context | made)
    return render(request, "elements/act.html", context, status=422 if form.errors else 200)


@require_http_methods(ASKED)
def revoke_token(request, pages: TokenPages, partner: Partner | None, token_id: int) -> HttpResponse:
    row = token_of(request.user, partner, token_id)
    return act_page(
        request,
        title=_("Revoke the token"),
        text=_("Programs that come with “%(name)s” are turned away from now on. This cannot be undone.")
        % {"name": row.name},
        action=_("Revoke it"),
        act=lambda: revoking.revoke_token(by=request.user, token=row),
        done=_("The token is revoked."),
        back=reverse(pages.listed),
        crumbs=pages.crumbs(partner),
        danger=True,
    )


def _shown(pages: TokenPages, token: ApiToken) -> dict:
    labels = dict(Scope.choices)
    return {
        "row": token,
        "scopes": [labels[each] for each in token.scopes],
        "revoke_url": reverse(pages.revoke, args=[token.pk]),
    }


def _text(partner: Partner | None) -> str:
    if partner:
        return _(
            "It works for %(partner)s only and acts in your name, with the roles you hold there at the time. "
            "Every administrator of the organisation sees it and may revoke it."
        ) % {"partner": partner}
    return _("It acts in your name and can never do more than you may at the time.")
