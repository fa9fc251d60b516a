"""A person wants the books checked now."""

from django.db import transaction

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.notices.put_event import put_event

ROLES = (StaffRole.FINANCE, StaffRole.APPROVER)


@transaction.atomic
def ask_check(*, by: User) -> None:
    """In the background, for it reads every document. Staff of the finance or approver role."""
    require_staff(by, *ROLES)
    put_event(event="books.check_asked", args=[by.pk])
