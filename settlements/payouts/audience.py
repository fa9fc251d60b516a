"""The doors to payouts and remittance requests, for a partner's members and for staff."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.views.decorators.http import require_safe

from portal.accounts.access import partner_page, staff_page
from portal.accounts.audience import Audience as Pages
from portal.accounts.models import User
from settlements.payouts import access
from settlements.payouts.models import Payout, Remittance
from settlements.payouts.positions import Position, positions
from settlements.statements.access import READERS


@dataclass(frozen=True, slots=True)
class Audience(Pages):
    """The doors of the pages, which are read only."""

    def page(self, view: Callable) -> Callable:
        return require_safe(Pages.page(self, view))

    def payouts(self, request) -> QuerySet[Payout]:
        if self.is_staff:
            return access.staff_payouts(request.user)
        return access.payouts_of(request.user, request.partner)

    def payout(self, user: User, number: str, looked_at: str = "payout") -> Payout:
        """Outsiders: Http404. A look by staff is recorded with what was looked at."""
        if self.is_staff:
            return access.staff_payout(user, number, looked_at=looked_at)
        return access.partner_payout(user, number)

    def remittances(self, request) -> QuerySet[Remittance]:
        if self.is_staff:
            return access.staff_remittances(request.user)
        return access.remittances_of(request.user, request.partner)

    def remittance(self, user: User, number: str) -> Remittance:
        """Outsiders: Http404. A look by staff is recorded."""
        if self.is_staff:
            return access.staff_remittance(user, number, looked_at="remittance")
        return access.partner_remittance(user, number)

    def positions(self, request, direction: str) -> list[Position]:
        """Where every partner stands, for staff; for members, where their organisation does."""
        return positions(direction=direction, partner=None if self.is_staff else request.partner)

    def context(self, **more) -> dict:
        """What the templates of both audiences extend and link by."""
        names = (
            *("payouts", "payout", "remittances", "remittance", "remittance_ageing", "withheld_tax"),
            *("statement", "statement_line", "statement_line_steps", "payout_advice", "payout_lines"),
            *("agreement", "dispute"),
        )
        pages = {name: f"{self.prefix}{name}" for name in names}
        return {"base": self.base, "audience": self, "pages": pages, **more}


PARTNER = Audience("", "base_partner.html", partner_page)
STAFF = Audience("staff_", "base_staff.html", staff_page(*READERS))
