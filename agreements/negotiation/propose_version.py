"""Put a draft before the other side."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.lock_draft import lock_draft
from agreements.models import Version
from agreements.negotiation.move_version import move_version
from agreements.negotiation.sides import STAFF_COMMENTS, tell
from agreements.negotiation.who_edits import require_editor
from agreements.negotiation.whole_terms import check_proposal
from agreements.sides import other
from portal.accounts.models import User
from portal.audit.record_event import record_event

STANDING = (Version.State.PROPOSED, Version.State.APPROVED)


@transaction.atomic
def propose_version(*, version: Version, by: User) -> Version:
    """From now on both sides read it, and nobody changes it. What it answers is set aside.

    Http404 and PermissionDenied as `require_editor`; ValidationError where it is no draft, has no rules or
    lacks a clause, or where what it answers came into force meanwhile.
    """
    require_editor(version, by)
    version = lock_draft(version)
    check_proposal(version)
    _set_aside_what_it_answers(version, by)
    version = move_version(version=version, to_state=Version.State.PROPOSED, by=by, party=version.party)
    kind = "version_countered" if version.answers_id else "version_proposed"
    tell(kind=kind, version=version, to=other(version.party), by=by, staff=STAFF_COMMENTS)
    record_event(
        event="version.proposed",
        subject=version.agreement.number,
        actor=by,
        partner=version.partner,
        details={
            "version": version.number,
            "from": version.from_date.isoformat(),
            "answers": version.answers.number if version.answers else None,
        },
    )
    return version


def _set_aside_what_it_answers(version: Version, by: User) -> None:
    answered = version.answers
    if answered is None:
        return
    answered = Version.objects.select_for_update().get(pk=answered.pk)
    if answered.state == Version.State.IN_FORCE:
        message = _("Version %(number)s, which this one answers, came into force. Draft an amendment.")
        raise ValidationError(message, "answered_in_force", {"number": answered.number})
    if answered.state in STANDING:
        reason = _("Answered by version %(number)s.") % {"number": version.number}
        move_version(
            version=answered, to_state=Version.State.SET_ASIDE, by=by, party=version.party, reason=reason
        )
