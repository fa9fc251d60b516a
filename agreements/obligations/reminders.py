"""Remind those who answer for obligations: 30 and 7 days ahead, once overdue, then every 14 days."""

from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from agreements.models import Agreement, ObligationDue
from agreements.obligations.owners import owner_of, owners_of, who_names
from agreements.obligations.today import today_of
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.notices.notify import notify

EARLY, SOON, AGAIN = 30, 7, 14
OVERDUE = 3


def stage_of(due_date: date, today: date) -> int:
    """0: nothing to say yet; 1: 30 days ahead; 2: 7 days ahead; 3 and up: overdue, one more every 14 days."""
    left = (due_date - today).days
    if left < 0:
        return OVERDUE + (-left - 1) // AGAIN
    return 2 if left <= SOON else 1 if left <= EARLY else 0


def remind_of_obligations() -> int:
    """One mail per stage that was reached; how many dues were spoken of. Safe to run twice."""
    near = timezone.now().date() + timedelta(days=EARLY + 1)
    rows = ObligationDue.objects.filter(
        state=ObligationDue.State.OPEN, due_date__lte=near, partner__suspended_at=None
    )
    return sum(_remind(pk) for pk in rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remind(pk: int) -> bool:
    rows = ObligationDue.objects.select_for_update(of=("self",), skip_locked=True, no_key=True)
    rows = rows.select_related("agreement", "partner", "obligation__version", "obligation__owner")
    due = rows.filter(pk=pk, state=ObligationDue.State.OPEN).first()
    if due is None:
        return False
    stage = stage_of(due.due_date, today_of(due.agreement))
    if stage <= due.reminded:
        return False
    told = notify(
        people=_people(due, overdue=stage >= OVERDUE),
        kind="obligation_overdue" if stage >= OVERDUE else "obligation_due",
        context={
            "title": due.obligation.title,
            "agreement": due.agreement.number,
            "due": due.due_date,
            "consequence": due.obligation.consequence,
            "evidence": due.obligation.evidence_needed,
        },
        link=_link(due),
        partner=due.partner,
    )
    due.reminded = stage
    due.save(update_fields=["reminded"])
    record_event(
        event="obligation.reminded",
        subject=due.agreement.number,
        partner=due.partner,
        details={"obligation": due.code, "due": due.due_date.isoformat(), "stage": stage, "told": told},
    )
    return True


def _people(due: ObligationDue, *, overdue: bool) -> list[User]:
    """The owner; those who may name one too, where there is none or it is overdue."""
    owner = owner_of(due.obligation, owners_of(due.agreement))
    if owner is None:
        return who_names(due.obligation)
    return [owner, *(who_names(due.obligation) if overdue else [])]


def _link(due: ObligationDue) -> str:
    ours = due.obligation.party == Agreement.Party.LICENSOR
    return reverse("staff_obligation" if ours else "obligation", args=[due.agreement.number, due.pk])
