"""The pages of questions and disputes, for a partner's members and for staff."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.http import Http404
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.access import partner_page, staff_page
from portal.accounts.audience import Audience as Pages
from portal.accounts.models import User
from portal.refused import Refused
from settlements.disputes import access
from settlements.disputes.models import Dispute, Question
from settlements.disputes.sides import STAFF as SPEAKERS
from settlements.disputes.sides import side_of
from settlements.statements.access import READERS, partner_statement, staff_statement
from settlements.statements.models import Statement
from usage.audience import PARTNER as REPORTS
from usage.audience import STAFF as REPORTS_OF_STAFF
from usage.audience import visible_agreement
from usage.models import Period
from usage.periods.open_period import find_period

LINKED = (
    "disputes",
    "dispute",
    "questions",
    "question",
    "statement",
    "statement_line",
    "ask_about_statement",
    "reconciliation",
    "dispute_statement",
    "dispute_line",
    "reply_to_dispute",
    "acknowledge_dispute",
    "escalate_dispute",
    "dispute_figures",
    "withdraw_dispute",
    "reply_to_question",
    "close_question",
    "dispute_file",
    "question_file",
)


@dataclass(frozen=True, slots=True)
class Audience(Pages):
    """`speaking`: the door of those who write and dispute, narrower than that of those who read."""

    speaking: Callable

    def reads(self, view: Callable) -> Callable:
        return require_safe(self.page(view))

    def acts(self, view: Callable) -> Callable:
        """A page that asks (GET) and does (POST)."""
        return require_http_methods(["GET", "HEAD", "POST"])(replace(self, guard=self.speaking).page(view))

    def disputes(self, request) -> QuerySet[Dispute]:
        if self.is_staff:
            return access.staff_disputes(request.user)
        return access.disputes_of(request.user, request.partner)

    def questions(self, request) -> QuerySet[Question]:
        if self.is_staff:
            return access.staff_questions(request.user)
        return access.questions_of(request.user, request.partner)

    def dispute(self, user: User, number: str, looked_at: str = "dispute") -> Dispute:
        """Outsiders: Http404. A look by staff is recorded with what was looked at."""
        if self.is_staff:
            return access.staff_dispute(user, number, looked_at=looked_at)
        return access.partner_dispute(user, number)

    def question(self, user: User, question_id: int, looked_at: str = "question") -> Question:
        """As `dispute`."""
        if self.is_staff:
            return access.staff_question(user, question_id, looked_at=looked_at)
        return access.partner_question(user, question_id)

    def statement(self, user: User, number: str) -> Statement:
        """Outsiders: Http404. A look by staff is recorded."""
        if self.is_staff:
            return staff_statement(user, number, looked_at="doubt")
        return partner_statement(user, number)

    def statement_in_doubt(self, user: User, number: str) -> Statement:
        """For somebody who may speak about it. Outsiders: Http404; without the role: PermissionDenied."""
        found = self.statement(user, number)
        side_of(user, found.partner)
        return found

    def period_in_doubt(self, user: User, number: str, label: str) -> Period:
        """The period whose figures both sides gave, for somebody who may speak about it. Else as above."""
        agreement = visible_agreement(REPORTS_OF_STAFF if self.is_staff else REPORTS, user, number)
        side_of(user, agreement.partner)
        try:
            found = find_period(agreement=agreement, label=label)
        except Refused as refusal:
            raise Http404(refusal.sentence) from None
        if found is None:
            raise Http404
        return found

    def context(self, **more) -> dict:
        """What the templates of both audiences extend and link by."""
        pages = {name: f"{self.prefix}{name}" for name in LINKED}
        return {"base": self.base, "audience": self, "pages": pages, **more}


PARTNER = Audience("", "base_partner.html", partner_page, partner_page)
STAFF = Audience("staff_", "base_staff.html", staff_page(*READERS), staff_page(*SPEAKERS))
