"""The pages of agreements that both parties have: a partner's, and their twins for staff."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from agreements import access
from agreements.models import Agreement, Version
from agreements.negotiation.who_edits import why_not_edit_version
from agreements.view_terms import view_terms
from portal.accounts.access import partner_page, staff_page
from portal.accounts.audience import Audience as Pages
from portal.accounts.models import User
from portal.accounts.roles import StaffRole

# Pages of the editor: their names are the staff's own, a partner's begin with `partner_`.
_EDITOR = (
    *("edit_version", "add_rule", "edit_rule", "remove_rule", "try_rule"),
    *("edit_tariff", "edit_operations"),
    *("edit_clauses", "add_clause", "edit_clause", "remove_clause"),
    *("edit_obligations", "add_obligation", "edit_obligation", "remove_obligation"),
)
_asks = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, slots=True)
class Audience(Pages):
    def reads(self, view: Callable, *roles: StaffRole) -> Callable:
        """A page for members; of staff, for those of the roles, none: for all."""
        return require_safe(self._behind(roles).page(view))

    def acts(self, view: Callable, *roles: StaffRole) -> Callable:
        """As `reads`, for a page that asks (GET) and does (POST)."""
        return _asks(self._behind(roles).page(view))

    @property
    def party(self) -> Agreement.Party:
        return Agreement.Party.LICENSOR if self.is_staff else Agreement.Party.PARTNER

    def name(self, page: str) -> str:
        """The name of this audience's URL of a page, called as the partner's, in the editor as staff's."""
        if page in _EDITOR:
            return page if self.is_staff else f"partner_{page}"
        return f"{self.prefix}{page}"

    def url(self, name: str, *args: object) -> str:
        return reverse(self.name(name), args=args)

    def frame(self, user: User, number: str) -> Agreement:
        """An agreement beside its rates. Outsiders: Http404."""
        return (access.staff_agreement if self.is_staff else access.partner_agreement)(user, number)

    def agreement(self, user: User, number: str, page: str = "") -> Agreement:
        """Outsiders: Http404; staff without a role that needs rates: PermissionDenied.

        A look by staff is recorded; without `page`, none was taken.
        """
        found = self.frame(user, number)
        if self.is_staff:
            access.require_rates(user)
        if page:
            self.look(found, user, page)
        return found

    def read_agreement(self, request, number: str) -> Agreement:
        """As `agreement`, for the page asked for; who sends its form has looked already."""
        page = "" if request.method == "POST" else request.resolver_match.url_name
        return self.agreement(request.user, number, page)

    def versions(self, agreement: Agreement, read: access.Read | None = None):
        """Those the reader may see, in the order of their first day."""
        return (access.seen_by_staff if self.is_staff else access.seen_by_partner)(agreement, read)

    def version(
        self, user: User, number: str, version: int, page: str = "", read: access.Read | None = None
    ) -> Version:
        """As `agreement`; without `page` no look is recorded: what it shows was typed by the reader."""
        door = access.staff_version if self.is_staff else access.partner_version
        found = door(user, number, version, read)
        if page:
            self.look(found.agreement, user, page)
        return found

    def draft(self, user: User, number: str, version: int, read: access.Read | None = None) -> Version:
        """A version whose draft the person may edit, or one that is no draft any more.

        Raises Http404 for outsiders, PermissionDenied with the sentence why not.
        """
        found = self.version(user, number, version, read=read)
        if found.state == Version.State.DRAFT and (refusal := why_not_edit_version(found, user)):
            raise PermissionDenied(refusal)
        if (
            found.state != Version.State.DRAFT
            and not self.is_staff
            and found.party != Agreement.Party.PARTNER
        ):
            raise Http404
        return found

    def look(self, agreement: Agreement, user: User, page: str) -> None:
        """Record that staff look at what is confidential; a partner's own is not recorded."""
        if self.is_staff:
            view_terms(agreement=agreement, by=user, page=page)

    def crumbs(self, agreement: Agreement, *more: tuple[str, str]) -> list[tuple[str, str]]:
        return [(self.url("agreement", agreement.number), agreement.number), *more]

    def context(self, **more: Any) -> dict[str, Any]:
        """What the templates of both extend and link by: `{% url pages.obligations agreement.number %}`."""
        return {"base": self.base, "audience": self, "pages": _Names(self), **more}

    def _behind(self, roles: tuple[StaffRole, ...]) -> "Audience":
        return replace(self, guard=staff_page(*roles)) if self.is_staff and roles else self


@dataclass(frozen=True, slots=True)
class _Names:
    audience: Audience

    def __getitem__(self, page: str) -> str:
        return self.audience.name(page)


PARTNER = Audience("", "base_partner.html", partner_page)
STAFF = Audience("staff_", "base_staff.html", staff_page())
