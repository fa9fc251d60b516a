"""Remind partners of what they owe, by steps."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse

from portal.accounts.access import people_with_role, staff_with_role
from portal.accounts.roles import PartnerRole, StaffRole
from portal.audit.record_event import record_event
from portal.notices.notify import notify
from settlements.bank_files.creditor_reference import shown_in_fours
from settlements.payouts.dates import today
from settlements.payouts.models import Remittance, RemittanceReminder
from settlements.payouts.remittance_reference import remittance_reference
from settlements.payouts.sums import total_of
from settlements.payouts.what_is_due import what_is_due

STEPS = (-3, 1, 7, 14, 30)
"""Days after the day it was due."""
STAFF_FROM = 30
"""From this step on the licensor's finance people are told, too."""


def remind_remittances() -> int:
    """Of each open request the newest step it has come to, once; steps passed unsent stay unsent. How many
    were reminded. Safe to run twice.
    """
    soonest = today() - timedelta(days=STEPS[0])
    rows = Remittance.objects.filter(state=Remittance.State.REQUESTED, due_date__lte=soonest)
    return sum(_remind(pk) for pk in rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remind(pk: int) -> bool:
    rows = Remittance.objects.select_for_update(of=("self",), skip_locked=True).select_related("partner")
    row = rows.filter(pk=pk, state=Remittance.State.REQUESTED).first()
    if row is None or row.partner.suspended_at:
        return False
    late = (today() - row.due_date).days
    step = max((each for each in STEPS if each <= late), default=None)
    due = total_of(part.due for part in what_is_due(row))
    if step is None or not due or row.reminders.filter(step__gte=step).exists():
        return False
    RemittanceReminder.objects.create(remittance=row, partner=row.partner, step=step)
    facts = {"remittance": row, "due": due, "late": max(late, 0)}
    facts["reference"] = shown_in_fours(remittance_reference(row))
    told = notify(
        people=people_with_role(row.partner, PartnerRole.FINANCE),
        kind="remittance_reminder",
        context=facts,
        link=reverse("remittance", args=[row.number]),
        partner=row.partner,
    )
    if step >= STAFF_FROM:
        notify(
            people=staff_with_role(StaffRole.FINANCE),
            kind="remittance_overdue",
            context=facts,
            link=reverse("staff_remittance", args=[row.number]),
        )
    record_event(
        event="remittance.reminded",
        subject=row.number,
        partner=row.partner,
        details={"step": step, "told": told},
    )
    return True
