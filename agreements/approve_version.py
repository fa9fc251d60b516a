"""The licensor stands by proposed terms: the second pair of eyes."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.access import versions_with_rules
from agreements.fingerprint_of import fingerprint_of
from agreements.lock_draft import lock_version
from agreements.models import Version
from agreements.negotiation.move_version import move_version
from agreements.negotiation.sides import tell
from agreements.negotiation.whole_terms import check_whole
from agreements.sides import LICENSOR, PARTNER
from agreements.who_approves import APPROVERS, why_not_approve
from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.audit.record_event import record_event


@transaction.atomic
def approve_version(*, version: Version, by: User, fingerprint: str | None = None) -> Version:
    """Proposed terms as the licensor's word; in force once a signatory of the partner accepts them.

    `fingerprint` is that of the terms the approver looked at. Raises PermissionDenied for those without the
    role and for whoever worked on the version or on what it answers; ValidationError with sentences.
    """
    require_staff(by, *APPROVERS)
    version = lock_version(version)
    if refusal := why_not_approve(version, by):
        raise PermissionDenied(refusal)
    require_fingerprint(version, fingerprint)
    require_state(version, Version.State.PROPOSED)
    check_whole(version)
    version = move_version(
        version=version,
        to_state=Version.State.APPROVED,
        by=by,
        party=LICENSOR,
        approved_by=by,
        approved_at=timezone.now(),
    )
    tell(kind="version_approved", version=version, to=PARTNER, by=by)
    record_event(
        event="version.approved",
        subject=version.agreement.number,
        actor=by,
        partner=version.agreement.partner,
        details={
            "version": version.number,
            "from": version.from_date.isoformat(),
            "prepared_by": version.prepared_by_id,
        },
    )
    return version


def require_fingerprint(version: Version, fingerprint: str | None) -> None:
    """Raises ValidationError where the terms are not those somebody looked at; None: not asked."""
    if fingerprint is None:
        return
    if fingerprint != fingerprint_of(versions_with_rules(version.agreement).get(pk=version.pk)):
        message = _("These terms changed since you looked at them. Review them as they stand now.")
        raise ValidationError(message, "changed_since_shown")


def require_state(version: Version, state: str) -> None:
    """Raises ValidationError that says what the version is and what comes next."""
    if version.state == state:
        return
    sentences = {
        Version.State.DRAFT: _("Version %(number)s is a draft. It must be proposed first."),
        Version.State.PROPOSED: _("Version %(number)s is not approved yet. The licensor approves it first."),
        Version.State.APPROVED: _("Version %(number)s is approved already; a signatory accepts it next."),
        Version.State.IN_FORCE: _("Version %(number)s is in force already."),
        Version.State.SET_ASIDE: _("Version %(number)s is set aside. Draft a new version instead."),
    }
    raise ValidationError(sentences[version.state], version.state, {"number": version.number})
