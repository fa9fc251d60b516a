"""On which days an obligation is due."""

import calendar
from collections.abc import Iterator
from datetime import date

from agreements.models import Obligation

MONTHS = {
    Obligation.Recurrence.MONTHLY: 1,
    Obligation.Recurrence.QUARTERLY: 3,
    Obligation.Recurrence.YEARLY: 12,
}


def due_dates(*, first: date, recurrence: str, start: date, end: date) -> Iterator[date]:
    """Those in `start` ≤ day < `end`, rising. One due on the 31st is due on the last day of a short month."""
    step = MONTHS.get(recurrence)
    if step is None:
        if start <= first < end:
            yield first
        return
    months_between = (start.year - first.year) * 12 + start.month - first.month
    count = max(0, months_between // step)
    while (day := _months_later(first, count * step)) < end:
        if day >= start:
            yield day
        count += 1


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
