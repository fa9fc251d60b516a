"""Throw a draft away."""

from django.db import transaction

from agreements.lock_draft import lock_draft
from agreements.models import Version
from agreements.negotiation.move_version import move_version
from agreements.negotiation.who_edits import require_editor
from portal.accounts.models import User
from portal.audit.record_event import record_event


@transaction.atomic
def discard_version(*, version: Version, by: User) -> None:
    """Delete a draft with its rules, or set it aside where it was proposed before.

    Raises PermissionDenied, or ValidationError where it is no draft."""
    require_editor(version, by)
    version = lock_draft(version)
    number, agreement = version.number, version.agreement
    if version.changes.exists():
        # the other side has seen it: its history stays
        move_version(version=version, to_state=Version.State.SET_ASIDE, by=by, party=version.party)
    else:
        version.delete()
    record_event(
        event="version.discarded",
        subject=agreement.number,
        actor=by,
        partner=agreement.partner,
        details={"version": number},
    )
