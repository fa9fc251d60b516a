"""Working days: Monday to Friday, less days off. Pure; the database is asked by `calendar_now`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

ONE = timedelta(days=1)
SATURDAY = 5


class Stop(NamedTuple):
    """A clock stands still from a day's end to another's, which counts again; None: still."""

    from_date: date
    to_date: date | None

    def covers(self, day: date) -> bool:
        return self.from_date <= day and (self.to_date is None or day < self.to_date)


@dataclass(frozen=True, slots=True)
class Calendar:
    days_off: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        return day.weekday() < SATURDAY and day not in self.days_off

    def after(self, start: date, count: int, stops: Sequence[Stop] = ()) -> date | None:
        """The last of `count` working days; the day on which it starts is none of them.

        A day counts where the clock runs when it ends. None while it stands still before that day is come to.
        """
        day, left = start, count
        while left:
            day += ONE
            if any(stop.to_date is None and stop.covers(day) for stop in stops):
                return None
            if self.works(day) and not any(stop.covers(day) for stop in stops):
                left -= 1
        return day

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start`, up to `end` and with it; below zero where it is before."""
        if end < start:
            return -self.between(end, start)
        days = (start + ONE * (each + 1) for each in range((end - start).days))
        return sum(self.works(day) for day in days)

    def before(self, day: date) -> date:
        """The last working day before it."""
        found = day - ONE
        while not self.works(found):
            found -= ONE
        return found
