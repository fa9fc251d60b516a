"""Remind whoever has to act in a dispute, by steps; end those whose information was never given."""

from datetime import date

from django.db import transaction

from portal.accounts.access import staff_with_role
from portal.accounts.models import User
from portal.audit.record_event import record_event
from settlements.disputes.clock import Clock, Duty
from settlements.disputes.clock_of import calendar_now, clock_of, day_there
from settlements.disputes.escalate_dispute import goes_further
from settlements.disputes.expire_dispute import expire_dispute, expires
from settlements.disputes.models import Dispute, Side
from settlements.disputes.reminder_model import DisputeReminder
from settlements.disputes.sides import STAFF, people_of
from settlements.disputes.tell import tell_people
from settlements.disputes.wind_clocks import wind_clocks
from settlements.disputes.working_days import Calendar

STEPS = (-1, 1)
"""Working days after the day it is due."""
OF_INFORMATION = (-14, -3)
"""Calendar days, for what the partner was asked."""


def remind_of_disputes() -> int:
    """Of each live dispute the newest step it has come to, once; steps passed unsent stay unsent. How many
    were reminded. Safe to run twice.
    """
    with transaction.atomic():
        # Those from before there were clocks get theirs.
        wind_clocks()
    calendar = calendar_now()
    waiting = Dispute.objects.exclude(due_date=None).order_by("pk").values_list("pk", flat=True)
    return sum(_remind(pk, calendar) for pk in list(waiting))


def _remind(pk: int, calendar: Calendar) -> bool:
    found = Dispute.objects.select_related("partner", "agreement", "statement__period").get(pk=pk)
    if found.partner.suspended_at:
        # Its people cannot answer.
        return False
    if expires(found) and expire_dispute(dispute=found):
        return False
    return _tell(pk, calendar)


@transaction.atomic
def _tell(pk: int, calendar: Calendar) -> bool:
    rows = Dispute.objects.select_related("partner", "agreement", "statement__period")
    row = rows.select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
    if row is None:
        return False
    found = clock_of(row, calendar)
    step = step_of(found, day_there(row), calendar)
    if step is None or found.due_date is None:
        return False
    sent = row.reminders.filter(duty=found.duty, due_date=found.due_date)
    if sent.filter(step__gte=step).exists():
        return False
    DisputeReminder.objects.create(
        dispute=row, partner=row.partner, duty=found.duty, due_date=found.due_date, step=step
    )
    told = tell_people(
        kind="dispute_reminder",
        thread=row,
        receiver=found.side,
        people=reminded(row, found.side),
        duty=found.duty,
        due=found.due_date,
        late=step > 0,
        expires=expires(row),
        goes_further=goes_further(row),
    )
    record_event(
        event="dispute.reminded",
        subject=row.number,
        partner=row.partner,
        details={"duty": found.duty, "due": found.due_date.isoformat(), "step": step, "told": told},
    )
    return True


def step_of(found: Clock, today: date, calendar: Calendar) -> int | None:
    """The newest step come to; None before the first."""
    if found.due_date is None:
        return None
    if today > found.due_date:
        return STEPS[-1]
    if found.duty == Duty.INFORM:
        late = (today - found.due_date).days
        return max((step for step in OF_INFORMATION if step <= late), default=None)
    return STEPS[0] if today >= calendar.before(found.due_date) else None


def reminded(dispute: Dispute, side: str) -> list[User]:
    """The person it is assigned to, while of the role; else all of it. Of the partner all who can act."""
    if side == Side.PARTNER:
        return people_of(side, dispute.partner, signing=True)
    staff = staff_with_role(*STAFF)
    return [each for each in staff if each.pk == dispute.assigned_to_id] or staff
