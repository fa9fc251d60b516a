"""On which days usage must be cut into buckets (FORMULA section 2)."""

from datetime import date

from agreements.models import Agreement, Contribution, ExclusivityGrant, Version


def cut_days(*, agreement: Agreement, from_date: date, to_date: date) -> tuple[date, ...]:
    """The days strictly inside `[from_date, to_date)`, sorted, on which anything begins or ends.

    That is: versions in force, their grants, approved contributions that give points. Scopes are not
    looked at, so that all buckets of a period are cut alike.
    """
    in_force = Version.objects.filter(agreement=agreement, state=Version.State.IN_FORCE)
    ranges = [
        *in_force.values_list("from_date", "to_date"),
        *ExclusivityGrant.objects.filter(version__in=in_force).values_list("from_date", "to_date"),
        *Contribution.objects.filter(
            agreement=agreement, approved_at__isnull=False, points__isnull=False
        ).values_list("from_date", "to_date"),
    ]
    days = {day for bounds in ranges for day in bounds if day is not None}
    return tuple(sorted(day for day in days if from_date < day < to_date))


def daily_currencies_needed(*, agreement: Agreement, from_date: date, to_date: date) -> bool:
    """Whether a version in force there takes the rate of each day: foreign currencies then go by day."""
    by_day = Version.objects.filter(
        agreement=agreement, state=Version.State.IN_FORCE, fx_policy=Version.FxPolicy.USAGE_DAY
    )
    return any(
        start < to_date and (end is None or end > from_date)
        for start, end in by_day.values_list("from_date", "to_date")
    )
