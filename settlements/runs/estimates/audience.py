"""The doors to estimates, for a partner's members and for staff."""

from collections.abc import Callable
from dataclasses import dataclass

from django.views.decorators.http import require_safe

from portal.accounts.access import partner_page, staff_page
from portal.accounts.audience import Audience as Pages
from portal.accounts.models import User
from settlements.statements.access import READERS
from settlements.statements.estimates.access import partner_estimated_period, staff_estimated_period
from usage.models import Period


@dataclass(frozen=True, slots=True)
class Audience(Pages):
    """The doors of the estimates' pages, which are read only."""

    def page(self, view: Callable) -> Callable:
        return require_safe(Pages.page(self, view))

    def period(self, user: User, number: str, label: str) -> Period:
        """Outsiders: Http404. A look by staff is recorded."""
        door = staff_estimated_period if self.is_staff else partner_estimated_period
        return door(user, number, label)


PARTNER = Audience("", "base_partner.html", partner_page)
STAFF = Audience("staff_", "base_staff.html", staff_page(*READERS))
