"""The same pages for three owners: one's own organisation, the licensor, and, for staff, a partner."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.access import partner_page, staff_page
from portal.accounts.models import Partner
from portal.accounts.roles import StaffRole
from portal.partners.organisation_access import staff_partner


@dataclass(frozen=True, slots=True)
class OwnerPages:
    """`owner` is None for the licensor. `prefix` begins the names of its URLs."""

    prefix: str
    owner: Partner | None

    @property
    def is_staff(self) -> bool:
        return bool(self.prefix)

    @property
    def base(self) -> str:
        return "base_staff.html" if self.is_staff else "base_partner.html"

    def url(self, name: str, *args: object) -> str:
        own = [self.owner.code] if self.is_staff and self.owner else []
        return reverse(f"{self.prefix}{name}", args=[*own, *args])

    def crumbs(self, *, above: bool = False) -> list[tuple[str, str]]:
        """The way to the accounts; `above`: the way to what stands over them only."""
        ways = []
        if self.is_staff and self.owner:
            ways = [
                (reverse("staff_partners"), _("Partners")),
                (reverse("staff_partner", args=[self.owner.code]), self.owner.name),
            ]
        elif self.owner:
            ways = [(reverse("organisation"), _("Organisation"))]
        return ways if above else [*ways, (self.url("bank_accounts"), _("Bank accounts"))]


View = Callable[..., HttpResponse]


def of_own(view: View) -> View:
    """`view(request, pages, *ids)`: the organisation the reader's pages are seen through."""

    @wraps(view)
    def seen(request, **ids):
        return view(request, OwnerPages("", request.partner), *ids.values())

    return partner_page(seen)


def of_licensor(view: View, *roles: StaffRole) -> View:
    @wraps(view)
    def seen(request, **ids):
        return view(request, OwnerPages("staff_", None), *ids.values())

    return staff_page(*roles)(seen)


def of_partner(view: View, *roles: StaffRole) -> View:
    """A partner's accounts as staff see them; its code comes first in the address."""

    @wraps(view)
    def seen(request, partner, **ids):
        owner = staff_partner(request.user, partner)
        return view(request, OwnerPages("staff_partner_", owner), *ids.values())

    return staff_page(*roles)(seen)
