"""Whose tokens a page is about: the reader's own, or their organisation's."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.access import partner_page
from portal.accounts.models import Partner
from portal.api.access import tokens_of


@dataclass(frozen=True, slots=True)
class TokenPages:
    """Names of URLs, and the door; a view gets `partner`, None for one's own tokens."""

    listed: str
    make: str
    revoke: str
    door: Callable

    @property
    def of_organisation(self) -> bool:
        return self.door is partner_page

    def page(self, view: Callable) -> Callable:
        @self.door
        @wraps(view)
        def seen(request, **arguments):
            partner = request.partner if self.of_organisation else None
            tokens_of(request.user, partner)  # those without the role go no further
            return view(request, pages=self, partner=partner, **arguments)

        return seen

    def title(self, partner: Partner | None) -> str:
        return _("API tokens of the organisation") if partner else _("Your API tokens")

    def crumbs(self, partner: Partner | None, *, inside: bool = True) -> list[tuple[str, str]]:
        above = [(reverse("organisation"), _("Organisation"))] if partner else []
        above = above or [(reverse("account"), _("Your account"))]
        return [*above, (reverse(self.listed), _("API tokens"))] if inside else above


OWN = TokenPages("api_tokens", "make_api_token", "revoke_api_token", login_required)
ORGANISATION = TokenPages(
    "organisation_tokens", "make_organisation_token", "revoke_organisation_token", partner_page
)
