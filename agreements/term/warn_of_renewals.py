"""Tell both sides, in good time, that an agreement ends."""

from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse

from agreements.models import Agreement, RenewalNotice
from agreements.negotiation.sides import people_of
from agreements.sides import LICENSOR, PARTNER
from agreements.term.end_terms import was_terminated
from portal.accounts.deputies import licensor_today
from portal.audit.record_event import record_event
from portal.notices.notify import notify

DAYS = (180, 90, 30)


def warn_of_renewals(today: date | None = None) -> int:
    """A notice 180, 90 and 30 days ahead, once each; how many. Those missed are not made up for.

    Safe to run twice. An agreement that was given notice of is not to be renewed, and says nothing.
    """
    today = today or licensor_today()
    rows = Agreement.objects.filter(
        state=Agreement.State.ACTIVE, ends_date__gt=today, ends_date__lte=today + timedelta(days=max(DAYS))
    )
    return sum(_warn(pk, today) for pk in rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _warn(pk: int, today: date) -> bool:
    rows = Agreement.objects.select_for_update(of=("self",), skip_locked=True).select_related("partner")
    agreement = rows.filter(pk=pk, state=Agreement.State.ACTIVE).first()
    if agreement is None or agreement.ends_date is None or was_terminated(agreement):
        return False
    left = (agreement.ends_date - today).days
    days = min((each for each in DAYS if left <= each), default=None)
    if days is None:
        return False
    partner = agreement.partner
    given = {"agreement": agreement, "ends_date": agreement.ends_date, "days": days}
    _row, new = RenewalNotice.objects.get_or_create(**given, defaults={"partner": partner})
    if not new:
        return False
    last_day = agreement.ends_date - timedelta(days=1)
    told = 0
    for side, page in ((PARTNER, "agreement"), (LICENSOR, "staff_agreement")):
        told += notify(
            people=people_of(side, partner),
            kind="renewal_ahead",
            context={"number": agreement.number, "partner": partner.name, "last_day": last_day},
            link=reverse(page, args=[agreement.number]),
            partner=partner,
        )
    record_event(
        event="agreement.end_announced",
        subject=agreement.number,
        partner=partner,
        details={"last_day": last_day.isoformat(), "days": days, "told": told},
    )
    return True
