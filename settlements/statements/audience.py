"""The doors to statements, for a partner's members and for staff."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.views.decorators.http import require_safe

from portal.accounts.access import is_staff, may, needed_roles, partner_page, staff_page
from portal.accounts.audience import Audience as Pages
from portal.accounts.models import User
from portal.accounts.roles import PartnerRole, StaffRole
from settlements.statements.access import (
    READERS,
    partner_statement,
    staff_statement,
    staff_statements,
    statements_of,
)
from settlements.statements.models import Statement


@dataclass(frozen=True, slots=True)
class Audience(Pages):
    """The doors of the statements' pages, which are read only."""

    def page(self, view: Callable) -> Callable:
        return require_safe(Pages.page(self, view))

    def statements(self, request) -> QuerySet[Statement]:
        if self.is_staff:
            return staff_statements(request.user)
        return statements_of(request.user, request.partner)

    def statement(self, user: User, number: str, looked_at: str) -> Statement:
        """Outsiders: Http404. A look by staff is recorded with what was looked at."""
        if self.is_staff:
            return staff_statement(user, number, looked_at=looked_at)
        return partner_statement(user, number)

    def asking(self, user: User, statement: Statement) -> dict:
        """Whether the person may ask about it and dispute it, and where not, who may."""
        if self.is_staff:
            roles, allowed = (StaffRole.DISPUTES,), is_staff(user, StaffRole.DISPUTES)
        else:
            roles, allowed = (PartnerRole.FINANCE,), may(user, statement.partner, PartnerRole.FINANCE)
        return {"allowed": allowed, "needed": "" if allowed else needed_roles(roles)}

    def context(self, statement: Statement, **more) -> dict:
        """What the templates of both audiences extend and link by."""
        names = (
            "statements",
            "statement",
            "statement_line",
            "statement_rung",
            "statement_lines",
            "statement_sources",
            "statement_input",
            "statement_result",
            "statement_compare",
            "agreement",
            "report",
            "ask_about_line",
            "dispute_line",
            "ask_about_statement",
            "dispute_statement",
        )
        pages = {name: f"{self.prefix}{name}" for name in names}
        return {"base": self.base, "audience": self, "pages": pages, "statement": statement, **more}


PARTNER = Audience("", "base_partner.html", partner_page)
STAFF = Audience("staff_", "base_staff.html", staff_page(*READERS))
