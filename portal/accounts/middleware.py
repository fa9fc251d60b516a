"""The person of a request: their language, and whether they may work yet."""

from allauth.usersessions.internal.flows.sessions import end_other_sessions
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation

from portal.accounts.second_factor import has_second_factor, must_have_second_factor

# One's own account, and pages that anybody may see: open before there is a second factor.
OPEN_WITHOUT = ("/account/", "/invitation/", "/demo/", "/healthz", "/readyz")


class ReaderMiddleware:
    """The reader's own language, over what the browser asks for; and no browser keeps what they see."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            request.user.is_reader = True
        language = getattr(request.user, "language", "")
        if language in dict(settings.LANGUAGES):
            translation.activate(language)
            request.LANGUAGE_CODE = language
        known = request.user.is_authenticated
        response = self.get_response(request)
        if known:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class SecondFactorMiddleware:
    """Who must have a second factor and has none reaches their account only, to set one up.

    `request.second_factor_due` tells the account's pages to say so. The first one ends every other session:
    those were begun by the password alone.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = request.user
        bare = user.is_authenticated and not has_second_factor(user)
        due = bare and must_have_second_factor(user)
        request.second_factor_due = due
        if not due or request.path.startswith(OPEN_WITHOUT):
            response = self.get_response(request)
            if bare and request.method == "POST" and has_second_factor(user):
                end_other_sessions(request, user)
            return response
        if "HX-Request" in request.headers:
            return HttpResponse(headers={"HX-Redirect": reverse("mfa_index")})
        return redirect("mfa_index")
