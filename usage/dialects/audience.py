"""The doors of the dialects' pages, for a partner's members and for staff."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet

from portal.accounts.access import partner_page, staff_page
from portal.accounts.audience import Audience as Pages
from portal.accounts.models import Partner, User
from usage.dialects.access import dialects_of, partner_dialect, staff_dialect, staff_dialects
from usage.models import Dialect


@dataclass(frozen=True, slots=True)
class Audience(Pages):
    """dialect: its door."""

    dialect: Callable[[User, int], Dialect]

    def dialects(self, request) -> QuerySet[Dialect]:
        if self.is_staff:
            return staff_dialects(request.user)
        return dialects_of(request.user, request.partner)

    def partners(self, request) -> QuerySet[Partner]:
        """For whose files the reader may make a dialect, as far as the pages go."""
        rows = Partner.objects.filter(suspended_at=None).order_by("name")
        return rows if self.is_staff else rows.filter(pk=request.partner.pk)

    def context(self, **more) -> dict:
        return {"base": self.base, "audience": self, "prefix": self.prefix, **more}


PARTNER = Audience("", "base_partner.html", partner_page, partner_dialect)
STAFF = Audience("staff_", "base_staff.html", staff_page(), staff_dialect)
