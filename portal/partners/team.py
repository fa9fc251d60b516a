"""The same pages for three teams: one's own organisation, the staff, and, for staff, a partner's."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.access import partner_page, staff_page
from portal.accounts.models import Partner
from portal.partners.people_access import partner_by_code


@dataclass(frozen=True, slots=True)
class Team:
    """`partner` is None for the staff's own. `prefix` begins the names of its URLs."""

    prefix: str
    partner: Partner | None

    @property
    def is_staff_view(self) -> bool:
        return bool(self.prefix)

    @property
    def base(self) -> str:
        return "base_staff.html" if self.prefix else "base_partner.html"

    def url(self, name: str, *args: object) -> str:
        own = [self.partner.code] if self.prefix and self.partner else []
        return reverse(f"{self.prefix}{name}", args=[*own, *args])

    def acts_on(self, row_id: int) -> dict[str, str]:
        """Where one changes the roles of a member (of staff: of a person), suspends and resumes."""
        if self.partner is None:
            names = ("change_staff_roles", "suspend_staff", "resume_staff")
            ways = [reverse(name, args=[row_id]) for name in names]
        else:
            ways = [self.url(name, row_id) for name in ("change_roles", "suspend_member", "resume_member")]
        return dict(zip(("roles_url", "suspend_url", "resume_url"), ways, strict=True))

    @property
    def title(self) -> str:
        return _("Team") if self.partner else _("Staff")

    def crumbs(self, *, above: bool = False) -> list[tuple[str, str]]:
        """The way to the team's page; `above`: the way to what stands over it only."""
        ways = []
        if self.prefix and self.partner:
            ways = [(reverse("staff_partner", args=[self.partner.code]), self.partner.name)]
        return ways if above else [*ways, (self.url("team"), self.title)]


View = Callable[..., HttpResponse]


def of_own(view: View) -> View:
    """`view(request, team, *ids)`: the organisation the reader's pages are seen through."""

    @wraps(view)
    def seen(request, **ids):
        return view(request, Team("", request.partner), *ids.values())

    return partner_page(seen)


def of_staff(view: View) -> View:
    @wraps(view)
    def seen(request, **ids):
        return view(request, Team("staff_", None), *ids.values())

    return staff_page()(seen)


def of_partner(view: View) -> View:
    """A partner's team as staff see it; its code comes first in the address."""

    @wraps(view)
    def seen(request, partner, **ids):
        return view(request, Team("staff_partner_", partner_by_code(request.user, partner)), *ids.values())

    return staff_page()(seen)
