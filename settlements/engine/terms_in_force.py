"""Which version governs a day, and what cuts usage into buckets (FORMULA sections 2, 3 and 7)."""

from collections.abc import Sequence
from datetime import date, timedelta

from settlements.engine.inputs import Agreement, Bucket, Contribution, Grant, Period, RateRule, Version


def version_on(terms: Sequence[Version], day: date) -> Version | None:
    for version in terms:
        if version.start <= day and (version.end is None or day < version.end):
            return version
    return None


def ladder_day(agreement: Agreement, period: Period) -> date:
    """The last day of the period, or of the agreement where it ends earlier."""
    end = period.end if agreement.ends is None else min(period.end, agreement.ends)
    return end - timedelta(days=1)


def covers(scope: RateRule | Grant | Contribution, bucket: Bucket) -> bool:
    """Whether a scope holds the bucket's application, model and market."""
    return (
        scope.application in ("*", bucket.application)
        and scope.model in ("*", bucket.model)
        and scope.market in ("*", bucket.market)
    )


def in_force(ranged: Grant | Contribution, day: date) -> bool:
    return ranged.start <= day and (ranged.end is None or day < ranged.end)


class CutDays:
    """The days on which buckets of a place must be cut, sorted; worked out once per place."""

    def __init__(self, terms: Sequence[Version], contributions: Sequence[Contribution]) -> None:
        self._always = {day for version in terms for day in (version.start, version.end) if day is not None}
        self._scoped: list[Grant | Contribution] = [
            grant for version in terms for grant in version.exclusivity
        ]
        self._scoped += [row for row in contributions if row.points is not None]
        self._known: dict[tuple[str, str, str], list[date]] = {}

    def of(self, bucket: Bucket) -> list[date]:
        place = (bucket.application, bucket.model, bucket.market)
        days = self._known.get(place)
        if days is None:
            found = set(self._always)
            for ranged in self._scoped:
                if covers(ranged, bucket):
                    found.update(day for day in (ranged.start, ranged.end) if day is not None)
            days = self._known[place] = sorted(found)
        return days
