"""Remind partners to pay: three days ahead, then 1, 7, 14 and 30 days after the day it was due."""

from datetime import date

from django.db import transaction
from django.urls import reverse

from portal.accounts.access import people_with_role, staff_with_role
from portal.accounts.roles import PartnerRole, StaffRole
from portal.audit.record_event import record_event
from portal.notices.notify import notify
from settlements.engine.exact import plain
from settlements.payouts.dates import licensor_day, today
from settlements.payouts.models import Remittance, RemittanceReminder
from settlements.payouts.receipts import waiting_for
from settlements.payouts.remittance_reference import remittance_reference
from settlements.payouts.what_is_due import still_due

STEPS = (-3, 1, 7, 14, 30)
"""Days after the day it was due; from the last on staff are told, too."""


def step_of(due_date: date, day: date) -> int | None:
    """The newest step reached; None where nothing is to be said yet."""
    return max((step for step in STEPS if (day - due_date).days >= step), default=None)


def remind_of_remittances() -> int:
    """Once per request and step; how many were sent. What was missed is not made up for: the newest counts.

    Nothing is said of a request of which nothing is due, of which all is said to have arrived, or whose
    partner is suspended; nor three days ahead of one that was itself sent within them.
    """
    rows = Remittance.objects.filter(state=Remittance.State.REQUESTED, partner__suspended_at=None)
    day = today()
    wanted = [
        pk
        for pk, due_date in rows.order_by("pk").values_list("pk", "due_date")
        if step_of(due_date, day) is not None
    ]
    return sum(_remind(pk, day) for pk in wanted)


@transaction.atomic
def _remind(pk: int, day: date) -> bool:
    rows = Remittance.objects.select_for_update(of=("self",), skip_locked=True, no_key=True)
    row = rows.select_related("partner").filter(pk=pk, state=Remittance.State.REQUESTED).first()
    if row is None:
        return False
    step, asked = step_of(row.due_date, day), licensor_day(row.requested_at)
    if step is None or row.reminders.filter(step__gte=step).exists():
        return False
    if step < 0 and step_of(row.due_date, asked) == step:
        return False
    due = still_due(row)
    if due <= waiting_for(row):
        return False
    context = {
        "remittance": row,
        "due": due,
        "reference": remittance_reference(row),
        "days": (day - row.due_date).days,
    }
    told = notify(
        people=people_with_role(row.partner, PartnerRole.FINANCE),
        kind="remittance_due_soon" if step < 0 else "remittance_overdue",
        context=context,
        link=reverse("remittance", args=[row.number]),
        partner=row.partner,
    )
    if step == STEPS[-1]:
        told += notify(
            people=staff_with_role(StaffRole.FINANCE),
            kind="remittance_long_overdue",
            context=context,
            link=reverse("staff_remittance", args=[row.number]),
        )
    RemittanceReminder.objects.create(partner=row.partner, remittance=row, step=step, amount=due, told=told)
    record_event(
        event="remittance.reminded",
        subject=row.number,
        partner=row.partner,
        details={
            "step": step,
            "amount": plain(due),
            "currency": row.currency,
            "due_date": row.due_date.isoformat(),
            "told": told,
        },
    )
    return True
