"""Tell finance in time that a certificate ends by which less tax is withheld."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse

from portal.accounts.access import staff_with_role
from portal.accounts.models import Partner
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.notices.notify import notify
from settlements.payouts.dates import today
from settlements.tax.models import TreatyReminder, WithholdingRate
from settlements.tax.withholding import withholding_on

STEPS = (60, 14)
"""Days before the certificate's last day; the partner is told by its own tax profile."""


def remind_of_treaties() -> int:
    """Of each treaty rate that holds today the nearest step it has come to, once. How many were told of.

    Safe to run twice.
    """
    soon = today() + timedelta(days=STEPS[0])
    rows = WithholdingRate.objects.filter(
        state=WithholdingRate.State.CONFIRMED, treaty_until_date__range=(today(), soon)
    )
    return sum(_remind(pk) for pk in sorted(set(rows.values_list("partner", flat=True))))


@transaction.atomic
def _remind(partner_id: int) -> bool:
    """Only of the rate that holds: a newer one with a newer certificate needs no word."""
    partner = Partner.objects.select_for_update(no_key=True).get(pk=partner_id)
    rates = WithholdingRate.objects.filter(partner=partner, state=WithholdingRate.State.CONFIRMED)
    found = withholding_on(rates, today())
    if found is None or not found.by_treaty or found.row.treaty_until_date is None:
        return False
    left = (found.row.treaty_until_date - today()).days
    step = min((each for each in STEPS if left <= each), default=None)
    if step is None or found.row.reminders.filter(step__lte=step).exists():
        return False
    TreatyReminder.objects.create(rate=found.row, partner=partner, step=step)
    notify(
        people=staff_with_role(StaffRole.FINANCE),
        kind="treaty_ends",
        context={"rate": found.row, "organisation": partner.name},
        link=reverse("withholding_rates", args=[partner.code]),
    )
    record_event(
        event="withholding_rate.reminded",
        subject=partner.code,
        partner=partner,
        details={"step": step, "until": found.row.treaty_until_date.isoformat()},
    )
    return True
