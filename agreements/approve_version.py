"""Put terms into force: the second pair of eyes."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.access import versions_in_force, versions_with_rules
from agreements.check_terms import check_terms
from agreements.fault_words import sentence_of
from agreements.fingerprint_of import fingerprint_of
from agreements.lifecycle import AGREEMENT, VERSION
from agreements.lock_draft import lock_draft
from agreements.models import Agreement, Version
from agreements.obligations.make_dues import make_dues
from agreements.settled_until import settled_until
from agreements.terms_document import version_document
from agreements.who_approves import APPROVERS, why_not_approve
from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.audit.record_event import record_event
from settlements.engine.faults import InvalidInput


@transaction.atomic
def approve_version(*, version: Version, by: User, fingerprint: str | None = None) -> Version:
    """Bring a draft into force and activate its agreement; the version before ends where it begins.

    It runs until the next version in force, else to the end of the term. `fingerprint` is that of the terms
    the approver looked at. Raises PermissionDenied for those without the role and for whoever worked on the
    draft; ValidationError with sentences.
    """
    require_staff(by, *APPROVERS)
    version = lock_draft(version)
    agreement = version.agreement
    refusal = why_not_approve(version, by)
    if refusal:
        raise PermissionDenied(refusal)
    if fingerprint is not None and fingerprint != _fingerprint_now(version):
        message = _("These terms changed since you looked at them. Review them as they stand now.")
        raise ValidationError(message, "changed_since_shown")
    _check_begin(version)
    in_force = list(versions_in_force(agreement))
    before = next((each for each in reversed(in_force) if each.from_date < version.from_date), None)
    after = next((each for each in in_force if each.from_date > version.from_date), None)
    _set_end(version, after)
    _check_whole(agreement, version, before, in_force)
    if before is not None and (before.to_date is None or before.to_date > version.from_date):
        before.to_date = version.from_date
        before.save(update_fields=["to_date"])
    VERSION.check(version.state, Version.State.IN_FORCE)
    version.state = Version.State.IN_FORCE
    version.approved_by, version.approved_at = by, timezone.now()
    version.save(update_fields=["state", "to_date", "approved_by", "approved_at"])
    if agreement.state == Agreement.State.DRAFT:
        AGREEMENT.check(agreement.state, Agreement.State.ACTIVE)
        agreement.state = Agreement.State.ACTIVE
        agreement.save(update_fields=["state"])
    make_dues(agreement=agreement)
    record_event(
        event="version.approved",
        subject=agreement.number,
        actor=by,
        partner=agreement.partner,
        details={
            "version": version.number,
            "from": version.from_date.isoformat(),
            "prepared_by": version.prepared_by_id,
        },
    )
    return version


def _fingerprint_now(version: Version) -> str:
    return fingerprint_of(versions_with_rules(version.agreement).get(pk=version.pk))


def _set_end(version: Version, after: Version | None) -> None:
    ends = version.agreement.ends_date
    if after is not None:
        version.to_date = after.from_date
    elif version.to_date is not None and (ends is None or version.to_date < ends):
        version.to_date = None


def _check_begin(version: Version) -> None:
    agreement = version.agreement
    first = not agreement.versions.filter(state=Version.State.IN_FORCE).exists()
    if first and version.from_date != agreement.starts_date:
        message = _(
            "The first version must begin with the agreement, on %(day)s. Change its first day, or approve "
            "the version of that day first."
        )
        raise ValidationError(message, "not_from_start", {"day": agreement.starts_date})
    settled = settled_until(agreement)
    if settled is not None and version.from_date < settled:
        message = _(
            "Everything before %(day)s is settled, and settled terms do not change. Let it begin later."
        )
        raise ValidationError(message, "already_settled", {"day": settled})


def _check_whole(agreement: Agreement, version: Version, before: Version | None, in_force) -> None:
    """The engine must accept all versions together as they will stand (FORMULA section 10)."""
    if not version.rules.exists():
        raise ValidationError(_("This version has no rate rules. Add at least one."), "no_rules")
    terms: list[dict[str, Any]] = [version_document(version)]
    for other in in_force:
        document = version_document(other)
        if other == before and (other.to_date is None or other.to_date > version.from_date):
            document["to"] = version.from_date.isoformat()
        terms.append(document)
    try:
        check_terms(agreement=agreement, terms=terms)
    except InvalidInput as error:
        numbers = [document["version"] for document in terms]
        raise ValidationError([sentence_of(fault, numbers) for fault in error.faults]) from error
