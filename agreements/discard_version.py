"""Throw a draft away."""

from django.db import transaction

from agreements.lock_draft import lock_draft
from agreements.models import Version
from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event


@transaction.atomic
def discard_version(*, version: Version, by: User) -> None:
    """Delete a draft with its rules. Raises PermissionDenied, or ValidationError for a version in force."""
    require_staff(by, StaffRole.CONTRACTS)
    version = lock_draft(version)
    number, agreement = version.number, version.agreement
    version.delete()
    record_event(
        event="version.discarded",
        subject=agreement.number,
        actor=by,
        partner=agreement.partner,
        details={"version": number},
    )
