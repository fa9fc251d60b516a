"""On which days usage must be cut into buckets (FORMULA section 2)."""

from datetime import date

from agreements.models import Agreement, Contribution, Version
from agreements.terms_at_hand import contributions_kept, versions_kept


def cut_days(*, agreement: Agreement, from_date: date, to_date: date) -> tuple[date, ...]:
    """The days strictly inside `[from_date, to_date)`, sorted, on which anything begins or ends.

    That is: versions in force, their grants, approved contributions that give points. Scopes are not
    looked at, so that all buckets of a period are cut alike.
    """
    versions = _in_force(agreement)
    rows = [
        *versions,
        *(grant for version in versions for grant in version.grants.all()),
        *(each for each in _approved(agreement) if each.points is not None),
    ]
    days = {day for row in rows for day in (row.from_date, row.to_date) if day is not None}
    return tuple(sorted(day for day in days if from_date < day < to_date))


def daily_currencies_needed(*, agreement: Agreement, from_date: date, to_date: date) -> bool:
    """Whether a version in force there takes the rate of each day: foreign currencies then go by day."""
    return any(
        version.fx_policy == Version.FxPolicy.USAGE_DAY
        and version.from_date < to_date
        and (version.to_date is None or version.to_date > from_date)
        for version in _in_force(agreement)
    )


def _in_force(agreement: Agreement) -> list[Version]:
    kept = versions_kept(agreement)
    if kept is not None:
        return kept
    rows = Version.objects.filter(agreement=agreement, state=Version.State.IN_FORCE)
    return list(rows.prefetch_related("grants"))


def _approved(agreement: Agreement) -> list[Contribution]:
    kept = contributions_kept(agreement)
    if kept is not None:
        return kept
    return list(Contribution.objects.filter(agreement=agreement, approved_at__isnull=False))
