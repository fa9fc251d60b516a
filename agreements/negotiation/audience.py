"""The pages of a negotiation, for a partner's members and for staff."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.core.exceptions import ValidationError
from django.views.decorators.http import require_http_methods, require_safe

from agreements import access
from agreements.models import Agreement, Version
from agreements.view_terms import view_terms
from portal.accounts.access import partner_page, staff_page
from portal.accounts.audience import Audience as Pages
from portal.accounts.models import User
from portal.refused import Refused

LINKED = (
    "agreement",
    "agreements",
    "version",
    "propose_version",
    "take_back_version",
    "comment_on_version",
    "counter_version",
    "decline_version",
    "attach_signed_document",
    "signed_document",
    "terminate_agreement",
    "renew_agreement",
    "set_aside_term_change",
)


@dataclass(frozen=True, slots=True)
class Audience(Pages):
    def reads(self, view: Callable) -> Callable:
        return require_safe(self.page(view))

    def acts(self, view: Callable) -> Callable:
        """A page that asks (GET) and does (POST)."""
        return require_http_methods(["GET", "HEAD", "POST"])(self.page(view))

    def agreement(self, user: User, number: str) -> Agreement:
        """For staff who may see rates. Outsiders: Http404."""
        if not self.is_staff:
            return access.partner_agreement(user, number)
        found = access.staff_agreement(user, number)
        access.require_rates(user)
        return found

    def version(self, user: User, number: str, version: int) -> Version:
        """As the side sees it. Outsiders: Http404."""
        door = access.staff_version if self.is_staff else access.partner_version
        return door(user, number, version)

    def note_look(self, user: User, agreement: Agreement, page: str) -> None:
        """A look by staff is on record; a partner looks at its own."""
        if self.is_staff:
            view_terms(agreement=agreement, by=user, page=page)

    def context(self, **more) -> dict:
        """What the templates of both audiences extend and link by."""
        pages = {name: f"{self.prefix}{name}" for name in LINKED}
        return {"base": self.base, "audience": self, "pages": pages, **more}


PARTNER = Audience("", "base_partner.html", partner_page)
STAFF = Audience("staff_", "base_staff.html", staff_page())


def refusing(act: Callable) -> Callable:
    """The act, for a page: its ValidationError as a Refused."""

    @wraps(act)
    def tried(**given):
        try:
            return act(**given)
        except ValidationError as error:
            raise Refused("refused", " ".join(error.messages)) from error

    return tried
