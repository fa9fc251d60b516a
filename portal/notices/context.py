"""What the bell in a page's head says."""

from functools import cached_property

from portal.notices.access import COUNTED, unread_count


class Bell:
    """Asks once, and only where a page shows it."""

    def __init__(self, request) -> None:
        self._request = request

    @cached_property
    def unread(self) -> int:
        return unread_count(self._request)

    @property
    def has_more(self) -> bool:
        return self.unread >= COUNTED


def bell(request):
    """None for who is logged out, and none on pages looked at as a partner's people do."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or user.viewing_as:
        return {}
    return {"bell": Bell(request)}
