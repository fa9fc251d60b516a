"""Pages of one agreement that both parties have: the partner's, and their twins for staff."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from agreements import access
from agreements.models import Agreement, Version
from agreements.negotiation.who_edits import LICENSOR_EDITS
from agreements.view_terms import view_terms
from portal.accounts.access import partner_page, staff_page
from portal.accounts.audience import Audience as Pages
from portal.accounts.models import User
from portal.accounts.roles import StaffRole

READERS = (StaffRole.OPERATIONS, *access.RATE_READERS)
"""Staff who read what an agreement says beside money, and what became of it."""

EDITOR = (
    *("edit_version", "edit_tariff", "edit_operations"),
    *("edit_clauses", "add_clause", "edit_clause", "remove_clause"),
    *("edit_obligations", "add_obligation", "edit_obligation", "remove_obligation"),
)

ONE = "agreements/<agreement_number:number>/"


@dataclass(frozen=True, slots=True)
class Audience(Pages):
    @property
    def party(self) -> Agreement.Party:
        return Agreement.Party.LICENSOR if self.is_staff else Agreement.Party.PARTNER

    def agreement(self, user: User, number: str) -> Agreement:
        """Outsiders: Http404."""
        if self.is_staff:
            return access.staff_agreement(user, number)
        return access.partner_agreement(user, number)

    def editor_url(self, name: str, *args: object) -> str:
        """The address of a page of the editor."""
        return reverse(_Names(self.prefix)[name], args=args)

    def version(self, user: User, number: str, version: int) -> Version:
        """A version one may look at while it is drafted: staff any, a partner its own. Others: Http404."""
        if self.is_staff:
            return access.staff_version(user, number, version)
        rows = access.versions_with_rules(access.partner_agreement(user, number))
        return get_object_or_404(rows, number=version, party=Agreement.Party.PARTNER)

    def look(self, agreement: Agreement, user: User, page: str) -> None:
        """Record that staff look at what is confidential; a partner's own is not recorded."""
        if self.is_staff:
            view_terms(agreement=agreement, by=user, page=page)

    def context(self, agreement: Agreement, **more) -> dict:
        """What the templates of both extend and link by: `{% url pages.obligations agreement.number %}`."""
        return {
            "base": self.base,
            "audience": self,
            "agreement": agreement,
            "pages": _Names(self.prefix),
            **more,
        }


class _Names(dict):
    """URL name of a partner's page → that of the reader's own. An editor's is the staff's own."""

    def __init__(self, prefix: str) -> None:
        super().__init__()
        self.prefix = prefix

    def __missing__(self, name: str) -> str:
        if name in EDITOR:
            return name if self.prefix else f"partner_{name}"
        return f"{self.prefix}{name}"


PARTNER = Audience("", "base_partner.html", partner_page)
STAFF = Audience("staff_", "base_staff.html", staff_page(*READERS))


def both_read(route: str, view: Callable) -> list:
    """The page under an agreement's address, for its members and for staff; the view's name is the URL's."""
    return [
        path(f"{root}{ONE}{route}", require_safe(each.page(view)), name=f"{each.prefix}{view.__name__}")
        for each, root in ((PARTNER, ""), (STAFF, "staff/"))
    ]


def both_act(route: str, view: Callable, *roles: StaffRole) -> list:
    """As `both_read`, for a page that asks (GET) and does (POST); of staff, for those of the roles."""
    asks = require_http_methods(["GET", "HEAD", "POST"])
    staff = replace(STAFF, guard=staff_page(*(roles or READERS)))
    return [
        path(f"{root}{ONE}{route}", asks(each.page(view)), name=f"{each.prefix}{view.__name__}")
        for each, root in ((PARTNER, ""), (staff, "staff/"))
    ]


def editor_act(route: str, view: Callable) -> list:
    """A page of the editor of a draft: for contracts under the view's name, for the partner's own drafts too.

    Who may write in which draft, say the verbs and `require_editor`.
    """
    asks = require_http_methods(["GET", "HEAD", "POST"])
    partner = path(f"{ONE}{route}", asks(PARTNER.page(view)), name=f"partner_{view.__name__}")
    return [staff_act(route, view, *LICENSOR_EDITS), partner]


def staff_act(route: str, view: Callable, *roles: StaffRole, name: str = ""):
    """The page for staff alone; its URL is called as the view, or `name`."""
    asks = require_http_methods(["GET", "HEAD", "POST"])
    page = replace(STAFF, guard=staff_page(*roles)).page(view)
    return path(f"staff/{ONE}{route}", asks(page), name=name or view.__name__)
