"""The doors to statements. A staff member's look at a partner's statement is in the partner's audit trail."""

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from portal.accounts.access import partner_ids, require_staff
from portal.accounts.models import Partner, User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from settlements.statements.models import Line, Statement
from settlements.statements.versions import newest_versions

READERS = (
    StaffRole.FINANCE,
    StaffRole.APPROVER,
    StaffRole.CONTRACTS,
    StaffRole.DISPUTES,
    StaffRole.AUDITOR,
)
"""Staff who need partners' terms and amounts for their work."""

DOCUMENTS = ("input_document", "result_document")
"""Large: read when asked for."""

WITH = ("agreement", "partner", "period", "prepared_by", "approved_by")


def statements_of(user: User, partner: Partner) -> QuerySet[Statement]:
    """The partner's statements, newest versions; none for outsiders."""
    own = _newest().filter(partner=partner, partner_id__in=partner_ids(user))
    return own.defer(*DOCUMENTS)


def partner_statement(user: User, number: str) -> Statement:
    """The newest version of a statement of an organisation the person belongs to. Outsiders: Http404."""
    own = _newest().defer(*DOCUMENTS).filter(partner_id__in=partner_ids(user))
    return get_object_or_404(own, number=number)


def staff_statements(user: User) -> QuerySet[Statement]:
    """Every partner's statements, newest versions, for the roles that need them."""
    require_staff(user, *READERS)
    return _newest().defer(*DOCUMENTS)


def staff_statement(user: User, number: str, *, looked_at: str = "statement") -> Statement:
    """A statement for staff; the look is recorded in the partner's chain. Outsiders: Http404."""
    require_staff(user, *READERS)
    statement = get_object_or_404(_newest().defer(*DOCUMENTS), number=number)
    with transaction.atomic():
        record_event(
            event="statement.viewed",
            subject=statement.number,
            actor=user,
            partner=statement.partner,
            details={"page": looked_at},
        )
    return statement


def line_of(statement: Statement, position: int) -> Line:
    """The line at a position, counted from 1 in the order of the result document. None there: Http404."""
    if not 0 < position < 2**31:
        raise Http404
    return get_object_or_404(statement.lines, position=position)


def _newest() -> QuerySet[Statement]:
    return newest_versions().select_related(*WITH)
