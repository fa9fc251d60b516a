"""The pages of contributions and goals, for a partner's members and for staff."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.views.decorators.http import require_http_methods, require_safe

from agreements.access import RATE_READERS, partner_agreement, require_rates, staff_agreement
from agreements.models import Agreement
from agreements.view_terms import view_terms
from agreements.who_decides import DECIDES, SPEAKS
from portal.accounts.access import partner_page, staff_page
from portal.accounts.audience import Audience as Pages


@dataclass(frozen=True, slots=True)
class Audience(Pages):
    """`speaking`, `deciding`: the doors of those who file and offer, and of those who say yes or no."""

    speaking: Callable
    deciding: Callable

    def reads(self, view: Callable) -> Callable:
        return require_safe(self.page(view))

    def acts(self, view: Callable, *, deciding: bool = False) -> Callable:
        """A page that asks (GET) and does (POST)."""
        guard = self.deciding if deciding else self.speaking
        return require_http_methods(["GET", "HEAD", "POST"])(replace(self, guard=guard).page(view))

    def agreement(self, request, number: str) -> Agreement:
        """Outsiders: Http404. A look by staff is in the partner's audit trail."""
        if not self.is_staff:
            return partner_agreement(request.user, number)
        found = staff_agreement(request.user, number)
        require_rates(request.user)
        if request.method != "POST":
            view_terms(agreement=found, by=request.user, page=request.resolver_match.url_name)
        return found

    def crumbs(self, agreement: Agreement, *more: tuple[str, str]) -> list[tuple[str, str]]:
        return [(self.url("agreement", agreement.number), agreement.number), *more]

    def context(self, **more) -> dict:
        """What the templates of both audiences extend and link by."""
        return {"base": self.base, "audience": self, **more}


PARTNER = Audience("", "base_partner.html", partner_page, partner_page, partner_page)
STAFF = Audience(
    "staff_",
    "base_staff.html",
    staff_page(*RATE_READERS),
    staff_page(*SPEAKS.staff),
    staff_page(*DECIDES.staff),
)
