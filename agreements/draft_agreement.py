"""Begin an agreement with a partner."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from agreements.agreement_templates.beginning import Beginning, begin_like
from agreements.beside_terms import begin_beside
from agreements.check_frame import check_frame
from agreements.models import Agreement, Version
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
    like: Beginning | None = None,
) -> Agreement:
    """A numbered draft with version 1 from its first day: the standard clauses, or what `like` says.

    `ends_date` is exclusive. Raises PermissionDenied without the contracts role, ValidationError by field,
    InvalidInput where what `like` says cannot stand in this frame.
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
    version = Version.objects.create(
        agreement=agreement,
        partner=partner,
        number=1,
        from_date=starts_date,
        prepared_by=by,
        editor_ids=[by.pk],
    )
    if like is not None:
        begin_like(version, like)
    begin_beside(version)
    record_event(
        event="agreement.drafted",
        subject=agreement.number,
        actor=by,
        partner=partner,
        details={"title": agreement.title, "collected_by": collected_by, "currency": settlement_currency}
        | ({"like": like.source} if like else {}),
    )
    return agreement
