"""A person's own account: the way the portal speaks and looks, and the organisation it is seen through."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts.access import PARTNER_IN_SESSION, is_staff, memberships
from portal.accounts.change_preferences import change_preferences
from portal.accounts.forms import LanguageForm, PreferencesForm, ThemeForm
from portal.accounts.roles import PartnerRole, StaffRole
from portal.web.context import THEME_COOKIE

ONE_YEAR = 365 * 24 * 3600
COOKIE = {"max_age": ONE_YEAR, "samesite": "Lax", "httponly": True, "secure": not settings.LOCAL}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request):
    """Name, language, theme; ways to the security pages; one's organisations and roles."""
    user = request.user
    form = PreferencesForm(
        request.POST or None,
        initial={"name": user.name, "language": user.language or request.LANGUAGE_CODE, "theme": user.theme},
    )
    if request.method == "POST" and form.is_valid():
        change_preferences(user=user, **form.cleaned_data)
        with override(user.language):
            messages.success(request, _("Your changes are saved."))
        response = redirect("account")
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, **COOKIE)
        response.set_cookie(THEME_COOKIE, user.theme, **COOKIE)
        return response
    return render(request, "account/account.html", {"form": form, "own": _places(user)})


@require_POST
def choose_language(request):
    """Kept in a cookie, and with the person where one is logged in."""
    return _choose(request, LanguageForm(request.POST), settings.LANGUAGE_COOKIE_NAME)


@require_POST
def choose_theme(request):
    return _choose(request, ThemeForm(request.POST), THEME_COOKIE)


@login_required
@require_POST
def choose_organisation(request):
    """The organisation the partner pages are seen through, for this session. Foreign ones: 404."""
    own = {str(each.partner_id): each.partner_id for each in memberships(request.user)}
    chosen = own.get(request.POST.get("partner", ""))
    if chosen is None:
        raise Http404
    request.session[PARTNER_IN_SESSION] = chosen
    return redirect(settings.LOGIN_REDIRECT_URL)


def _places(user) -> list[tuple[str, str]]:
    """Name and roles: of staff, and of each organisation."""
    places = [(each.partner.name, PartnerRole, each.roles) for each in memberships(user)]
    if is_staff(user):
        places.insert(0, (_("Staff"), StaffRole, user.staff_roles))
    return [
        (name, ", ".join(str(kind(role).label) for role in roles if role in kind.values))
        for name, kind, roles in places
    ]


def _choose(request, form, cookie: str):
    response = HttpResponseRedirect(_way_back(request))
    if form.is_valid():
        if request.user.is_authenticated:
            change_preferences(user=request.user, **form.cleaned_data)
        (value,) = form.cleaned_data.values()
        response.set_cookie(cookie, value, **COOKIE)
    return response


def _way_back(request) -> str:
    """The page the reader came from, if it is one of ours."""
    address = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if ours and address.startswith("/") else "/"
