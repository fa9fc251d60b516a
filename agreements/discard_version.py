"""Throw a draft away."""

from django.db import transaction

from agreements.lock_draft import lock_draft
from agreements.models import Version
from agreements.negotiation.who_edits import require_editor
from portal.accounts.models import User
from portal.audit.record_event import record_event


@transaction.atomic
def discard_version(*, version: Version, by: User) -> None:
    """Delete a draft with its rules. Raises PermissionDenied, or ValidationError where it is no draft."""
    require_editor(version, by)
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
