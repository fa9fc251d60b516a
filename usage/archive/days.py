"""Where buckets are cut (FORMULA section 2)."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise


def bucket_ranges(*, first: date, end: date, cuts: Iterable[date]) -> list[tuple[date, date]]:
    """[first, end) cut at the days given, as half-open ranges in order; empty where end <= first."""
    if end <= first:
        return []
    days = [first, *sorted({day for day in cuts if first < day < end}), end]
    return list(pairwise(days))
