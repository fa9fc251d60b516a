"""Remind whoever reports of figures that are due soon, and of those that are late."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from agreements.models import Agreement
from portal.accounts.access import people_with_role, staff_with_role
from portal.accounts.models import User
from portal.accounts.roles import PartnerRole, StaffRole
from portal.audit.record_event import record_event
from portal.notices.models import Notice
from portal.notices.notify import notify
from portal.one_at_a_time import one_at_a_time
from usage.periods.due_periods import DuePeriod
from usage.periods.status import Status, status_of_periods, with_periods

STEPS = (-3, 1, 7, 14, 30)
"""Days after the last day on which figures are in time."""
FORGOTTEN = 60
"""So many days after it nobody is reminded any more: staff speak with the partner."""
WAITING = (Status.DUE, Status.TO_SUBMIT, Status.REFUSED, Status.PARTLY)


def remind_of_reports() -> int:
    """Of each ended period that waits for figures the newest step it has come to, once; how many were told.

    What was told already stands in the notices. Safe to run twice, and at the same time.
    """
    reminded = 0
    with one_at_a_time("reminders of reports"):
        agreements = Agreement.objects.exclude(state=Agreement.State.DRAFT).filter(partner__suspended_at=None)
        for agreement in with_periods(agreements.order_by("pk")).iterator(chunk_size=100):
            for each in status_of_periods(agreement):
                if each.status in WAITING and each.due.ended and each.due.due_date:
                    reminded += _remind(each.due, each.due.due_date)
    return reminded


@transaction.atomic
def _remind(due: DuePeriod, last_day: date) -> bool:
    agreement, zone = due.agreement, ZoneInfo(due.agreement.time_zone)
    late = (timezone.now().astimezone(zone).date() - last_day).days
    step = max((each for each in STEPS if each <= late), default=None)
    if step is None or late > FORGOTTEN:
        return False
    kind = "report_due" if late <= 0 else "report_late"
    link = _link(due)
    since = datetime.combine(last_day + timedelta(days=step), time(0), zone)
    if Notice.objects.filter(partner=agreement.partner, kind=kind, link=link, created_at__gte=since).exists():
        return False
    told = notify(
        people=_people(due),
        kind=kind,
        context={"agreement": agreement.number, "period": due.label, "last_day": last_day, "late": late},
        link=link,
        partner=agreement.partner,
    )
    if told:
        record_event(
            event="report.reminded",
            subject=agreement.number,
            partner=agreement.partner,
            details={"period": due.label, "step": step, "told": told},
        )
    return bool(told)


def _people(due: DuePeriod) -> list[User]:
    if due.reporter == Agreement.Party.LICENSOR:
        return staff_with_role(StaffRole.OPERATIONS)
    return people_with_role(due.agreement.partner, PartnerRole.UPLOADER)


def _link(due: DuePeriod) -> str:
    page = "staff_new_report" if due.reporter == Agreement.Party.LICENSOR else "new_report"
    return f"{reverse(page)}?{urlencode({'agreement': due.agreement.number, 'period': due.label})}"
