"""An estimate that changed much is told, so that no statement comes as a surprise."""

from datetime import timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from portal.accounts.access import people_with_role
from portal.accounts.roles import PartnerRole
from portal.notices.models import Notice
from portal.notices.notify import notify
from settlements.engine.exact import exact_arithmetic
from settlements.statements.estimates.models import Estimate
from usage.models import Period

MUCH = Decimal("0.2")
"""The part of what was estimated before from which on a change is much."""
NOT_BEFORE = timedelta(days=1)
"""Of one period people are told once in this time, however often it is estimated."""


def tell_of_change(*, period: Period, before: Decimal | None, after: Estimate) -> None:
    """In the transaction that keeps the estimate. `before`: what was due by the one it replaces."""
    if not before or after.net_due is None or not changed_much(before, after.net_due):
        return
    link = reverse("estimate", args=[period.agreement.number, period.label])
    told = Notice.objects.filter(partner=period.partner, kind="estimate_changed", link=link)
    if told.filter(created_at__gt=timezone.now() - NOT_BEFORE).exists():
        return
    notify(
        people=people_with_role(period.partner, PartnerRole.FINANCE),
        kind="estimate_changed",
        context={
            "agreement": period.agreement.number,
            "period": period.label,
            "before": before,
            "after": after.net_due,
            "currency": after.currency,
        },
        link=link,
        partner=period.partner,
    )


def changed_much(before: Decimal, after: Decimal) -> bool:
    with exact_arithmetic():
        return (after - before).copy_abs() >= before.copy_abs() * MUCH
