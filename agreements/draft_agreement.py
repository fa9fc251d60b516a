"""Begin an agreement with a partner."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from agreements.check_frame import check_frame
from agreements.models import Agreement, Version
from agreements.operations_document import copy_operations
from portal.accounts.access import require_staff
from portal.accounts.give_number import give_number
from portal.accounts.models import Partner, User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event


@transaction.atomic
def draft_agreement(
    *,
    by: User,
    partner: Partner,
    title: str,
    collected_by: str,
    reporter: str,
    settlement_currency: str,
    time_zone: str,
    period_length: str,
    starts_date: date,
    ends_date: date | None = None,
) -> Agreement:
    """A numbered draft with an empty version 1 from its first day. `ends_date` is exclusive.

    Raises PermissionDenied without the contracts role, ValidationError by field.
    """
    require_staff(by, StaffRole.CONTRACTS)
    agreement = Agreement(
        partner=partner,
        title=title.strip(),
        collected_by=collected_by,
        reporter=reporter,
        settlement_currency=settlement_currency,
        time_zone=time_zone,
        period_length=period_length,
        starts_date=starts_date,
        ends_date=ends_date,
        created_by=by,
        editor_ids=[by.pk],
    )
    check_frame(agreement)
    agreement.number = give_number(prefix="AGR", year=timezone.now().year, digits=4)
    agreement.save(force_insert=True)
    first = Version.objects.create(
        agreement=agreement,
        partner=partner,
        number=1,
        from_date=starts_date,
        prepared_by=by,
        editor_ids=[by.pk],
    )
    copy_operations(first)
    record_event(
        event="agreement.drafted",
        subject=agreement.number,
        actor=by,
        partner=partner,
        details={"title": agreement.title, "collected_by": collected_by, "currency": settlement_currency},
    )
    return agreement
