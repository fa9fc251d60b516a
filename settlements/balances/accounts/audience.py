"""The doors to accounts, for a partner's members and for staff."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.views.decorators.http import require_safe

from portal.accounts.access import partner_page, staff_page
from portal.accounts.audience import Audience as Pages
from portal.accounts.roles import READERS
from settlements.balances.access import entries_of, record_look, staff_entries
from settlements.balances.models import Entry


@dataclass(frozen=True, slots=True)
class Audience(Pages):
    """The doors of the pages, which are read only."""

    def page(self, view: Callable) -> Callable:
        return require_safe(Pages.page(self, view))

    def entries(self, request) -> QuerySet[Entry]:
        if self.is_staff:
            return staff_entries(request.user)
        return entries_of(request.user, request.partner)

    def saw(self, request, entry: Entry) -> None:
        """A look by staff at an account is recorded in the partner's trail."""
        if self.is_staff:
            record_look(entry, request.user)

    def context(self, **more) -> dict:
        names = ("ledger_accounts", "ledger_account", "agreement")
        pages = {name: f"{self.prefix}{name}" for name in names}
        back = "staff_balances" if self.is_staff else "balance"
        return {"base": self.base, "audience": self, "pages": pages, "balances_page": back, **more}


PARTNER = Audience("", "base_partner.html", partner_page)
STAFF = Audience("staff_", "base_staff.html", staff_page(*READERS))
