"""The periods for which figures are, or soon will be, expected."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from agreements.models import Agreement, Version
from agreements.operations.operations_on import of_day, standing_versions
from agreements.operations.periods_on import periods_from, reporter_on
from agreements.settled_until import settled_until
from portal.periods import DateRange, label_of
from usage.models import Period


@dataclass(frozen=True, slots=True)
class DuePeriod:
    """`row` is None until something happened in the period. `ended`: its last day is over.

    `reporter`: whose figures settle it. `due_date`: the last day on which its figures are in time; None where
    the terms say nothing of it.
    """

    agreement: Agreement
    label: str
    from_date: date
    to_date: date
    ended: bool
    row: Period | None
    reporter: str
    due_date: date | None = None


def due_periods(*, agreement: Agreement, now: datetime | None = None) -> list[DuePeriod]:
    """The agreement's periods that began by now in its time zone, oldest first, the running one included."""
    today = (now or timezone.now()).astimezone(ZoneInfo(agreement.time_zone)).date()
    term = DateRange(agreement.starts_date, agreement.ends_date)
    rows = {row.label: row for row in agreement.periods.all()}
    found, standing = [], standing_versions(agreement)
    for calendar in periods_from(agreement, agreement.starts_date, standing):
        days = calendar.clip(term)
        if days is None or days.start > today:
            break
        label = label_of(calendar)
        found.append(
            DuePeriod(
                agreement,
                label,
                days.start,
                days.end,
                ended=days.end <= today,
                row=rows.get(label),
                reporter=reporter_on(agreement, days.start, standing),
                due_date=_due_date(standing, days),
            )
        )
    return _without_carried_over(agreement, found)


def _without_carried_over(agreement: Agreement, found: list[DuePeriod]) -> list[DuePeriod]:
    """Less those that the former books settled: they have no row here, and none is expected."""
    if not any(each.row is None and each.ended for each in found):
        return found
    settled = settled_until(agreement)
    if settled is None:
        return found
    return [each for each in found if each.row is not None or each.to_date > settled]


def _due_date(standing: list[Version], days: DateRange) -> date | None:
    """By the terms of the period's last day; the first day after it is day one."""
    due = of_day(standing, days.end - timedelta(days=1)).report_due_days
    return None if due is None else days.end + timedelta(days=due - 1)
