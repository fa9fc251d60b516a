"""While a member of staff views as a partner: its pages, read only, each look recorded."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from portal.accounts.access import is_staff
from portal.accounts.models import Partner
from portal.accounts.roles import READERS
from portal.partners.viewing.record_look import record_look

VIEWED = "viewing_as"
# Here one stays who one is: staff's pages, one's own account and notices, pages for anybody.
OWN_PAGES = ("/staff/", "/admin/", "/account/", "/notices/", "/invitation/", "/demo/", "/healthz", "/readyz")
SAFE = ("GET", "HEAD", "OPTIONS")


class ViewingMiddleware:
    """Sets `request.user.viewing_as`; refuses whatever would change something."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        viewed = viewed_partner(request)
        if viewed is None or request.path.startswith(OWN_PAGES):
            return self.get_response(request)
        request.user.viewing_as = viewed
        if request.method not in SAFE:
            raise PermissionDenied(
                _("You look at this as %(partner)s: you can read, but not change anything.")
                % {"partner": viewed}
            )
        response = self.get_response(request)
        if response.status_code == 200 and not _is_progress(request):
            record_look(by=request.user, partner=viewed, path=request.get_full_path()[:500])
        return response


def viewed_partner(request) -> Partner | None:
    """The partner chosen in this session, as long as the reader may view it."""
    if not request.user.is_authenticated or VIEWED not in request.session:
        return None
    viewed = Partner.objects.filter(pk=request.session[VIEWED], suspended_at=None).first()
    return viewed if viewed and is_staff(request.user, *READERS) else None


def _is_progress(request) -> bool:
    """What a page fetches for itself, again and again, is no look. The header alone proves nothing."""
    asked_for = request.resolver_match.url_name if request.resolver_match else ""
    return "HX-Request" in request.headers and (asked_for or "").endswith("progress")
