"""The days on which rights rest: an obligation they depend on was overdue."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from agreements.models import ExclusivityGrant, Obligation, ObligationDue
from agreements.obligations.today import today_of
from portal.periods import DateRange

State = ObligationDue.State


class Resting:
    """Read once for many rights."""

    def __init__(self, grants: Iterable[ExclusivityGrant]) -> None:
        self._days: dict[int, list[tuple[str, DateRange]]] = defaultdict(list)
        dues = ObligationDue.objects.filter(
            agreement__in={grant.version.agreement_id for grant in grants},
            obligation__consequence=Obligation.Consequence.SUSPEND_GRANT,
            state__in=(State.OPEN, State.ATTESTED, State.WAIVED),
        ).select_related("agreement", "obligation")
        for due in dues:
            first, end = due.due_date + timedelta(days=1), _met_on(due)
            if first < (end or today_of(due.agreement) + timedelta(days=1)):
                self._days[due.agreement_id].append((due.obligation.grant, DateRange(first, end)))

    def held(self, grant: ExclusivityGrant, days: DateRange) -> list[DateRange]:
        """Of the days, those on which the right does not rest, in order."""
        known = self._days[grant.version.agreement_id]
        resting = [each for code, each in known if code in ("", grant.code)]
        return without(days, resting)


def without(days: DateRange, taken: Iterable[DateRange]) -> list[DateRange]:
    """The days that lie in none of the ranges taken."""
    found: list[DateRange] = []
    start: date | None = days.start
    for each in sorted(taken, key=lambda each: each.start):
        if start is None:
            break
        if start < each.start and (before := DateRange(start, each.start).clip(days)):
            found.append(before)
        start = None if each.end is None else max(start, each.end)
    if start is not None and (days.end is None or start < days.end):
        found.append(DateRange(start, days.end))
    return found


def _met_on(due: ObligationDue) -> date | None:
    """The day on which it was attested or waived, where its agreement counts days; None: still open."""
    at = due.attested_at or due.waived_at
    return at and timezone.localdate(at, timezone=ZoneInfo(due.agreement.time_zone))
