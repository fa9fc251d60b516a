"""The pages of an agreement's versions, for a partner's members and for staff."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from agreements.access import (
    partner_agreement,
    partner_version,
    require_rates,
    seen_by_partner,
    seen_by_staff,
    staff_agreement,
    staff_version,
)
from agreements.models import Agreement, Version
from agreements.negotiation.audience import LINKED
from agreements.negotiation.who_edits import why_not_edit_version
from agreements.view_terms import view_terms
from portal.accounts.access import partner_page, staff_page
from portal.accounts.audience import Audience as Pages
from portal.accounts.models import User
from portal.accounts.roles import StaffRole

# Names of the editor's URLs are the staff's own; a partner's begin so.
_PARTNERS_OWN = "partner_"
_EDITOR = ("edit_version", "add_rule", "edit_rule", "remove_rule", "try_rule")


@dataclass(frozen=True, slots=True)
class Audience(Pages):
    """`find_version`, `find_agreement`: the doors; `editing`: the door of the editor's pages."""

    editing: Callable
    find_version: Callable[[User, str, int], Version]
    find_agreement: Callable[[User, str], Agreement]

    def edits(self, view: Callable) -> Callable:
        return replace(self, guard=self.editing).page(view)

    def agreement(self, user: User, number: str, page: str) -> Agreement:
        """Outsiders: Http404; staff without a reading role: PermissionDenied. A look by staff is recorded."""
        found = self.find_agreement(user, number)
        if self.is_staff:
            require_rates(user)
        self._look(found, user, page)
        return found

    def versions(self, agreement: Agreement):
        """Those the reader may see, with all they say, in the order of their first day."""
        return (seen_by_staff if self.is_staff else seen_by_partner)(agreement)

    def listed(self, agreement: Agreement):
        """As `versions`, without their rules."""
        return (seen_by_staff if self.is_staff else seen_by_partner)(agreement, listed=True)

    def version(self, user: User, number: str, version: int, page: str = "") -> Version:
        """As `agreement`; without `page` no look is recorded: what it shows was typed by the reader."""
        found = self.find_version(user, number, version)
        if page:
            self._look(found.agreement, user, page)
        return found

    def draft(self, user: User, number: str, version: int, page: str = "") -> Version:
        """A version whose draft the person may edit, or one that is no draft any more.

        Raises Http404 for outsiders, PermissionDenied with the sentence why not.
        """
        found = self.find_version(user, number, version)
        if found.state == Version.State.DRAFT and (refusal := why_not_edit_version(found, user)):
            raise PermissionDenied(refusal)
        if (
            found.state != Version.State.DRAFT
            and not self.is_staff
            and found.party != Agreement.Party.PARTNER
        ):
            raise Http404
        if page:
            self._look(found.agreement, user, page)
        return found

    def editor(self, name: str) -> str:
        """The name of an editor's URL for this audience."""
        return name if self.is_staff else f"{_PARTNERS_OWN}{name}"

    def context(self, **more: Any) -> dict[str, Any]:
        """What the templates of both audiences extend and link by."""
        pages = {name: f"{self.prefix}{name}" for name in LINKED}
        pages |= {name: self.editor(name) for name in _EDITOR}
        return {"base": self.base, "audience": self, "pages": pages, **more}

    def _look(self, agreement: Agreement, user: User, page: str) -> None:
        if self.is_staff:
            view_terms(agreement=agreement, by=user, page=page)


PARTNER = Audience("", "base_partner.html", partner_page, partner_page, partner_version, partner_agreement)
STAFF = Audience(
    "staff_",
    "base_staff.html",
    staff_page(),
    staff_page(StaffRole.CONTRACTS),
    staff_version,
    staff_agreement,
)
