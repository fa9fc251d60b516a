"""The same pages for a partner's members and for staff: which doors they go through, and where links lead."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.db.models import QuerySet
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.accounts.access import partner_page, staff_page
from portal.accounts.models import User
from settlements.statements.access import (
    READERS,
    partner_statement,
    staff_statement,
    staff_statements,
    statements_of,
)
from settlements.statements.models import Statement


@dataclass(frozen=True, slots=True)
class Audience:
    """`prefix` begins the names of its URLs."""

    prefix: str
    base: str
    guard: Callable

    @property
    def is_staff(self) -> bool:
        return bool(self.prefix)

    def url(self, name: str, *args: object) -> str:
        return reverse(f"{self.prefix}{name}", args=args)

    def page(self, view: Callable) -> Callable:
        """`view(request, audience, …)` behind the audience's door; it is read only."""

        @wraps(view)
        def seen(request, *args, **kwargs):
            return view(request, self, *args, **kwargs)

        return require_safe(self.guard(seen))

    def statements(self, request) -> QuerySet[Statement]:
        if self.is_staff:
            return staff_statements(request.user)
        return statements_of(request.user, request.partner)

    def statement(self, user: User, number: str, looked_at: str) -> Statement:
        """Outsiders: Http404. A look by staff is recorded with what was looked at."""
        if self.is_staff:
            return staff_statement(user, number, looked_at=looked_at)
        return partner_statement(user, number)

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
            "agreement",
            "report",
        )
        pages = {name: f"{self.prefix}{name}" for name in names}
        return {"base": self.base, "audience": self, "pages": pages, "statement": statement, **more}


PARTNER = Audience("", "base_partner.html", partner_page)
STAFF = Audience("staff_", "base_staff.html", staff_page(*READERS))
