"""Everything below /api/ speaks JSON, problems included, is kept by nobody, and knows no cookies."""

from django.utils.translation import gettext as _

from portal.api.problem import MEDIA_TYPE, problem

API = "/api/"
# A page for people, which shows whoever is logged in their own frame.
DOCS = "/api/v1/docs/"
KEPT = ("Allow", "Retry-After", "WWW-Authenticate")


class ApiMiddleware:
    """Stands outside of what makes pages of errors: addresses nobody has, cookies, NUL, faults of ours."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path.startswith(API) or request.path == DOCS:
            return self.get_response(request)
        # A browser's log-in opens nothing here: so no other site can have it act.
        request.META.pop("HTTP_COOKIE", None)
        response = self.get_response(request)
        if 300 <= response.status_code < 400 and request.method not in ("GET", "HEAD"):
            # Following it would lose what was sent.
            response = problem(status=404, detail=_("Addresses end with a slash. Send it there."))
        elif response.status_code >= 400 and response.headers.get("Content-Type") != MEDIA_TYPE:
            page, response = response, problem(status=response.status_code)
            for name in KEPT:
                if name in page.headers:
                    response[name] = page[name]
        response["Cache-Control"] = "no-store"
        return response
