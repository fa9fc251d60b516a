"""The doors to the pages of tax, for a partner's members and for staff."""

from collections.abc import Callable
from dataclasses import dataclass

from django.views.decorators.http import require_safe

from portal.accounts.access import partner_page, staff_page
from portal.accounts.audience import Audience as Pages
from settlements.tax.access import READERS


@dataclass(frozen=True, slots=True)
class Audience(Pages):
    """The doors of the pages, which are read only."""

    def page(self, view: Callable) -> Callable:
        return require_safe(Pages.page(self, view))

    def context(self, **shown) -> dict:
        """Names of URLs, as the tabs and links of payouts have them."""
        names = ("payouts", "remittances", "withheld_tax", "statement")
        pages = {name: f"{self.prefix}{name}" for name in names}
        return {"audience": self, "base": self.base, "pages": pages, **shown}


PARTNER = Audience("", "base_partner.html", partner_page)
STAFF = Audience("staff_", "base_staff.html", staff_page(*READERS))
