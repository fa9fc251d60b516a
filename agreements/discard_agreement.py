"""Throw away an agreement that never came into force."""

from django.core.exceptions import ValidationError
from django.db import transaction

from agreements.lock_draft import lock_agreement
from agreements.models import Agreement
from agreements.why_not_change import why_not_discard
from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event


@transaction.atomic
def discard_agreement(*, agreement: Agreement, by: User) -> None:
    """Delete a draft with its versions; its number is not given again.

    Raises PermissionDenied without the contracts role, ValidationError where it was in force or periods,
    reports or contributions belong to it.
    """
    require_staff(by, StaffRole.CONTRACTS)
    agreement = lock_agreement(agreement)
    if refusal := why_not_discard(agreement):
        raise ValidationError(refusal, "not_discardable")
    number, partner, title = agreement.number, agreement.partner, agreement.title
    versions = list(agreement.versions.values_list("number", flat=True))
    agreement.versions.all().delete()
    agreement.delete()
    record_event(
        event="agreement.discarded",
        subject=number,
        actor=by,
        partner=partner,
        details={"title": title, "versions": sorted(versions)},
    )
