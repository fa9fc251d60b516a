"""Agreements that have ended and for which something waits still, for staff."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Agreement
from portal.accounts.access import is_staff, needed_roles
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.home.to_do import SHOWN, Section, ToDo, section_of
from portal.periods import DateRange, label_of
from portal.web import formats
from settlements.runs.access import staff_tails


def tail_sections(user: User) -> list[Section]:
    """Those whose period is over and in no run; none where nothing waits. Outsiders: Http404."""
    now = timezone.now()
    over = [(each, days) for each, days in staff_tails(user) if days.end <= _today(each, now)]
    if not over:
        return []
    items = [_tail(each, days, user) for each, days in over[: SHOWN + 1]]
    title = _("Ended agreements with something left to settle")
    return [section_of(title, items, "", reverse("open_run"), _("Settle a period"))]


def _today(agreement: Agreement, now: datetime):
    return now.astimezone(ZoneInfo(agreement.time_zone)).date()


def _tail(agreement: Agreement, days: DateRange, user: User) -> ToDo:
    label = label_of(days)
    return ToDo(
        text=_("%(number)s, %(period)s") % {"number": agreement.number, "period": formats.period(label)},
        sub=agreement.partner.name,
        url=f"{reverse('open_run')}?label={label}",
        badge=agreement.get_state_display(),
        kind="neutral",
        act=_("Settle"),
        why_not="" if is_staff(user, StaffRole.FINANCE) else needed_roles([StaffRole.FINANCE]),
    )
