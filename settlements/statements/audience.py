"""The doors to statements, for a partner's members and for staff."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.accounts.access import is_staff, may, needed_roles, partner_page, staff_page
from portal.accounts.audience import Audience as Pages
from portal.accounts.models import User
from portal.accounts.roles import PartnerRole, StaffRole
from portal.web.templatetags.display import url_if
from settlements.balances.access import entries_of, staff_entries
from settlements.balances.models import Entry
from settlements.statements.access import (
    READERS,
    note_look,
    partner_statement,
    staff_statement,
    staff_statements,
    statements_of,
    unshown_statement,
)
from settlements.statements.final import standing_of
from settlements.statements.models import Statement

SIGNS = (PartnerRole.SIGNATORY,)
"""Who accepts a statement."""


@dataclass(frozen=True, slots=True)
class Audience(Pages):
    """The doors of the statements' pages, which are read only."""

    def page(self, view: Callable) -> Callable:
        return require_safe(Pages.page(self, view))

    def statements(self, request) -> QuerySet[Statement]:
        if self.is_staff:
            return staff_statements(request.user)
        return statements_of(request.user, request.partner)

    def entries(self, request) -> QuerySet[Entry]:
        """Of the journal, what stands behind the statements."""
        if self.is_staff:
            return staff_entries(request.user)
        return entries_of(request.user, request.partner)

    def statement(self, user: User, number: str, looked_at: str) -> Statement:
        """Outsiders: Http404. A look by staff is recorded with what was looked at."""
        if self.is_staff:
            return staff_statement(user, number, looked_at=looked_at)
        return partner_statement(user, number)

    def unshown(self, user: User, number: str) -> Statement:
        """The same without a look: `note_look` records it once something is shown."""
        return unshown_statement(user, number) if self.is_staff else partner_statement(user, number)

    def note_look(self, user: User, statement: Statement, looked_at: str) -> None:
        if self.is_staff:
            note_look(statement, by=user, page=looked_at)

    def asking(self, user: User, statement: Statement) -> dict:
        """Whether the person may ask about it and dispute it, and where not, who may."""
        if self.is_staff:
            roles, allowed = (StaffRole.DISPUTES,), is_staff(user, StaffRole.DISPUTES)
        else:
            roles, allowed = (PartnerRole.FINANCE,), may(user, statement.partner, PartnerRole.FINANCE)
        return {"allowed": allowed, "needed": "" if allowed else needed_roles(roles)}

    def standing(self, user: User, statement: Statement) -> dict:
        """`Standing`'s members, and the reader's ways on: `accept_url`, else `needed`; `correct_url`."""
        found = standing_of(statement)
        shown = {"until": found.until, "since": found.since, "acceptance": found.acceptance}
        if self.is_staff and is_staff(user, StaffRole.FINANCE):
            shown["correct_url"] = url_if("correct_statement", statement.number)
        if found.since is not None:
            return shown
        if self.is_staff:
            return {**shown, "needed": _("A signatory of the partner may accept it.")}
        if may(user, statement.partner, *SIGNS):
            return {**shown, "accept_url": url_if("accept_statement", statement.number)}
        return {**shown, "needed": needed_roles(SIGNS)}

    def context(self, statement: Statement, **more) -> dict:
        """What the templates of both audiences extend and link by."""
        names = (
            "statements",
            "statement",
            "statement_line",
            "statement_line_steps",
            "statement_rung",
            "statement_lines",
            "statement_workbook",
            "statement_bundle",
            "statement_sources",
            "statement_input",
            "statement_result",
            "statement_pdf",
            "statement_pdf_progress",
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
