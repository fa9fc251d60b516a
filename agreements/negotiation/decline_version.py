"""End the talk about a version without agreement."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.lock_draft import lock_version
from agreements.models import Version
from agreements.negotiation.move_version import move_version, require_reason
from agreements.negotiation.propose_version import STANDING
from agreements.negotiation.sides import SIGNS, STAFF_COMMENTS, side_of, tell
from agreements.sides import other
from portal.accounts.models import User
from portal.audit.record_event import record_event


@transaction.atomic
def decline_version(*, version: Version, by: User, reason: str) -> Version:
    """Set aside by the partner's signatory or the licensor's contracts; the other side reads the reason.

    Http404 for outsiders, PermissionDenied without the role; ValidationError where it is neither proposed
    nor approved, or no reason is given.
    """
    party = side_of(by, version.agreement.partner, roles=SIGNS)
    reason = require_reason(reason)
    version = lock_version(version)
    if version.state not in STANDING:
        message = _("These terms are not proposed any more. Load the page again.")
        raise ValidationError(message, "not_proposed")
    version = move_version(
        version=version, to_state=Version.State.SET_ASIDE, by=by, party=party, reason=reason
    )
    tell(kind="version_set_aside", version=version, to=other(party), by=by, staff=STAFF_COMMENTS)
    record_event(
        event="version.set_aside",
        subject=version.agreement.number,
        actor=by,
        partner=version.partner,
        details={"version": version.number, "party": party, "reason": reason},
    )
    return version
