"""Whether a token was made for what is asked, and not too often."""

import time

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import IsAuthenticated
from rest_framework.throttling import BaseThrottle

MINUTE = 60


class WithinScopes(IsAuthenticated):
    """The view names `read_scope` for GET, `write_scope` for the rest."""

    def has_permission(self, request, view) -> bool:
        if not super().has_permission(request, view):
            return False
        needed = view.read_scope if request.method in ("GET", "HEAD") else view.write_scope
        if needed not in request.auth.scopes:
            sentence = _("This token was not made for “%(scope)s”. Make one that is, and use that.")
            raise PermissionDenied(sentence % {"scope": needed}, code="scope_missing")
        return True


class Often(BaseThrottle):
    """API_REQUESTS_PER_MINUTE for each token, counted by the minute in the cache all workers share."""

    def allow_request(self, request, view) -> bool:
        if not request.auth:
            return True
        key = f"api:{request.auth.pk}:{int(time.time()) // MINUTE}"
        cache.add(key, 0, 2 * MINUTE)
        try:
            return cache.incr(key) <= settings.API_REQUESTS_PER_MINUTE
        except ValueError:  # it was swept between the two
            return True

    def wait(self) -> int:
        """Seconds until the next minute begins."""
        return MINUTE - int(time.time()) % MINUTE
