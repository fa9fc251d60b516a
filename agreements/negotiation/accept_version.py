"""Sign for the partner: approved terms come into force."""

from django.db import transaction
from django.utils import timezone

from agreements.approve_version import require_fingerprint, require_state
from agreements.lifecycle import AGREEMENT
from agreements.lock_draft import lock_version
from agreements.models import Agreement, Version
from agreements.negotiation.move_version import move_version
from agreements.negotiation.sides import SIGNS, STAFF_COMMENTS, tell
from agreements.negotiation.whole_terms import check_whole
from agreements.obligations.make_dues import make_dues
from agreements.once_in_force import follow
from agreements.sides import LICENSOR, PARTNER
from portal.accounts.access import require_role
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.notices.put_event import put_event


@transaction.atomic
def accept_version(*, version: Version, by: User, fingerprint: str | None = None) -> Version:
    """Bring approved terms into force and activate their agreement; the version before ends there.

    `fingerprint` is that of the terms the signatory looked at. Http404 for outsiders, PermissionDenied for
    those who do not sign; ValidationError with sentences: not approved, changed, cannot stand any more.
    """
    require_role(by, version.agreement.partner, *SIGNS)
    version = lock_version(version)
    agreement = version.agreement
    require_fingerprint(version, fingerprint)
    require_state(version, Version.State.APPROVED)
    before = check_whole(version)
    if before is not None:
        Version.objects.filter(pk=before.pk).update(to_date=version.from_date)
    version = move_version(
        version=version,
        to_state=Version.State.IN_FORCE,
        by=by,
        party=PARTNER,
        to_date=version.to_date,
        accepted_by=by,
        accepted_at=timezone.now(),
    )
    if agreement.state == Agreement.State.DRAFT:
        AGREEMENT.check(agreement.state, Agreement.State.ACTIVE)
        agreement.state = Agreement.State.ACTIVE
        agreement.save(update_fields=["state"])
    make_dues(agreement=agreement)
    follow(version)
    for side in (PARTNER, LICENSOR):
        tell(kind="version_accepted", version=version, to=side, by=by, staff=STAFF_COMMENTS)
    put_event(event="version.accepted", args=[agreement.pk], partner=agreement.partner)
    record_event(
        event="version.accepted",
        subject=agreement.number,
        actor=by,
        partner=agreement.partner,
        details={"version": version.number, "from": version.from_date.isoformat()},
    )
    return version
