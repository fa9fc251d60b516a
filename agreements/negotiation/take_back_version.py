"""Take a proposal back to change it."""

from django.db import transaction

from agreements.lock_draft import lock_version
from agreements.models import Version
from agreements.negotiation.move_version import move_version
from agreements.negotiation.who_edits import require_editor
from portal.accounts.models import User
from portal.audit.record_event import record_event


@transaction.atomic
def take_back_version(*, version: Version, by: User) -> Version:
    """A draft again, of the side that proposed it; what was written about it stays.

    Http404 and PermissionDenied as `require_editor`; ValidationError where it is not proposed any more.
    """
    require_editor(version, by)
    version = lock_version(version)
    version = move_version(version=version, to_state=Version.State.DRAFT, by=by, party=version.party)
    record_event(
        event="version.taken_back",
        subject=version.agreement.number,
        actor=by,
        partner=version.partner,
        details={"version": version.number},
    )
    return version
