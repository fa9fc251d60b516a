"""The doors to statements, for a person of either side: no organisation is named in an address."""

from django.db.models import QuerySet

from portal.accounts.access import is_staff, partner_ids
from portal.accounts.models import User
from settlements.statements.access import (
    DOCUMENTS,
    WITH,
    partner_statement,
    staff_statement,
    staff_statements,
)
from settlements.statements.models import Statement
from settlements.statements.versions import newest_versions


def readable_statements(user: User) -> QuerySet[Statement]:
    """The newest version of each."""
    if is_staff(user):
        return staff_statements(user)
    own = newest_versions().filter(partner_id__in=partner_ids(user))
    return own.select_related(*WITH).defer(*DOCUMENTS)


def readable_statement(user: User, number: str, looked_at: str) -> Statement:
    """Outsiders: Http404. A look by staff is on record."""
    if is_staff(user):
        return staff_statement(user, number, looked_at=f"{looked_at} (API)")
    return partner_statement(user, number)
