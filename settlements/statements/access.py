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
from settlements.statements.versions import VERSIONS, newest_versions, with_due_as_issued

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

WITH = ("agreement", "partner", "period", "prepared_by", "approved_by", "seal")


def statements_of(user: User, partner: Partner) -> QuerySet[Statement]:
    """The partner's statements, newest versions; none for outsiders."""
    own = _newest().filter(partner=partner, partner_id__in=partner_ids(user))
    return own.defer(*DOCUMENTS)


def partner_statement(user: User, number: str) -> Statement:
    """A statement of an organisation the person belongs to; `number` as in a URL. Outsiders: Http404."""
    return _version(number, partner_id__in=partner_ids(user))


def staff_statements(user: User) -> QuerySet[Statement]:
    """Every partner's statements, newest versions, for the roles that need them."""
    require_staff(user, *READERS)
    return _newest().defer(*DOCUMENTS)


def staff_statement(user: User, number: str, *, looked_at: str = "statement") -> Statement:
    """A statement for staff; `number` as in a URL. The look is recorded in the partner's chain.

    Outsiders: Http404.
    """
    statement = unshown_statement(user, number)
    note_look(statement, by=user, page=looked_at)
    return statement


def unshown_statement(user: User, number: str) -> Statement:
    """The same for a page that shows no more of it than the list does: no look is recorded."""
    require_staff(user, *READERS)
    return _version(number)


@transaction.atomic
def note_look(statement: Statement, *, by: User, page: str) -> None:
    record_event(
        event="statement.viewed",
        subject=statement.number,
        actor=by,
        partner=statement.partner,
        details={"page": page, "version": statement.version},
    )


def line_of(statement: Statement, position: int) -> Line:
    """The line at a position, counted from 1 in the order of the result document. None there: Http404."""
    if not 0 < position < 2**31:
        raise Http404
    return get_object_or_404(statement.lines, position=position)


def _newest() -> QuerySet[Statement]:
    return with_due_as_issued(newest_versions()).select_related(*WITH)


def _version(address: str, **limits) -> Statement:
    """The version that the address names; where it names none, the newest."""
    number, _versions, version = address.partition(VERSIONS)
    rows = Statement.objects.select_related(*WITH).filter(version=version) if version else _newest()
    return get_object_or_404(rows.defer(*DOCUMENTS).filter(**limits), number=number)
