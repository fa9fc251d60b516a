"""Say when an agreement should be looked at again."""

from datetime import date

from django.db import transaction

from agreements.lock_draft import lock_agreement
from agreements.models import Agreement
from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event


@transaction.atomic
def set_review_date(*, agreement: Agreement, review_date: date | None, by: User) -> Agreement:
    """Any day at any time; None: no review is planned. Raises PermissionDenied without the contracts role."""
    require_staff(by, StaffRole.CONTRACTS)
    agreement = lock_agreement(agreement)
    before = agreement.review_date
    if review_date == before:
        return agreement
    agreement.review_date = review_date
    agreement.save(update_fields=["review_date"])
    record_event(
        event="agreement.review_planned",
        subject=agreement.number,
        actor=by,
        partner=agreement.partner,
        details={"from": before and before.isoformat(), "to": review_date and review_date.isoformat()},
    )
    return agreement
