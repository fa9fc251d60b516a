"""A period's usage as far as it is known: what counts, and what would once it is submitted."""

from decimal import Decimal
from typing import Any

from agreements.operations.periods_on import reporter_on
from settlements.engine.exact import exact_arithmetic
from usage.cutting import cutting_of
from usage.models import Period, Report
from usage.older_reports import older_reports
from usage.recut import recut
from usage.usage_of_period import DIMENSIONS, SUMS, UsageOfPeriod, plain, summed_buckets

Bucket = dict[str, Any]
KEY = (*DIMENSIONS, "from", "to")


def usage_so_far(*, period: Period) -> UsageOfPeriod:
    """Like `usage_of_period`, with the reports that are checked and not yet submitted; nothing is written.

    Reports cut for other terms are cut anew in memory. Raises Refused `rows_erased`; OSError or duckdb.Error
    where an archive is gone.
    """
    reports = reports_so_far(period=period)
    cutting = cutting_of(period=period)
    fresh = [each for each in reports if each.bucket_fingerprint == cutting.fingerprint]
    stale = [each for each in reports if each.bucket_fingerprint != cutting.fingerprint]
    buckets = summed_buckets(fresh)
    if stale:
        buckets = _together(buckets, recut(period=period, reports=stale, cutting=cutting))
    return UsageOfPeriod(reports, buckets)


def reports_so_far(*, period: Period) -> list[Report]:
    """Of the side whose figures settle, oldest first; a checked one stands for those it will replace.

    What is checked for a closed period will wait as late, so it does not count.
    """
    rows = Report.objects.filter(
        period=period, reporter=reporter_on(period.agreement, period.from_date), counter=False
    )
    submitted = list(rows.filter(state=Report.State.SUBMITTED))
    checked = []
    if period.state == Period.State.OPEN:
        checked = list(rows.filter(state=Report.State.CHECKED, accepted__gt=0))
    gone = {older for report in checked for older in older_reports(report)}
    return sorted((each for each in (*submitted, *checked) if each.pk not in gone), key=lambda each: each.pk)


def _together(*parts: list[Bucket]) -> list[Bucket]:
    """The sums of equal dimensions and days added up, numbered anew."""
    added: dict[tuple[str, ...], Bucket] = {}
    with exact_arithmetic():
        for bucket in (bucket for part in parts for bucket in part):
            key = tuple(bucket[name] for name in KEY)
            known = added.setdefault(key, {**bucket, **dict.fromkeys(SUMS, Decimal(0))})
            for name in SUMS:
                known[name] += Decimal(bucket[name])
    return [
        {
            **added[key],
            "id": f"b{number}",
            **{name: plain(added[key][name]) for name in SUMS},
            "rows": int(added[key]["rows"]),
        }
        for number, key in enumerate(sorted(added), 1)
    ]
