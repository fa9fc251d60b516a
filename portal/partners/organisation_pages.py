"""An organisation's pages for its own people and for staff."""

from collections.abc import Callable
from functools import wraps

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.access import partner_page, staff_page
from portal.accounts.audience import Audience
from portal.accounts.models import Partner
from portal.partners.organisation_access import staff_partner


class OrganisationPages(Audience):
    """Staff's addresses name the partner; its own people have the one they chose."""

    def page(self, view: Callable) -> Callable:
        """`view(request, pages, partner, …)` behind the audience's door."""

        @wraps(view)
        def seen(request, partner: str = "", **arguments):
            found = staff_partner(request.user, partner) if self.is_staff else request.partner
            return view(request, self, found, **arguments)

        return self.guard(seen)

    def at(self, name: str, partner: Partner, *arguments: object) -> str:
        return self.url(name, *([partner.code] if self.is_staff else []), *arguments)

    def front(self, partner: Partner) -> str:
        return reverse("staff_partner", args=[partner.code]) if self.is_staff else reverse("organisation")

    def crumbs(self, partner: Partner) -> list[tuple[str, str]]:
        if self.is_staff:
            return [(reverse("staff_partners"), _("Partners")), (self.front(partner), partner.name)]
        return [(self.front(partner), _("Organisation"))]


PARTNER = OrganisationPages("", "base_partner.html", partner_page)
STAFF = OrganisationPages("staff_", "base_staff.html", staff_page())
