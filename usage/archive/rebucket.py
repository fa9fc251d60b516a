"""Cut the sums of archived rows anew."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from pathlib import Path

from usage.archive.archived import archived
from usage.archive.buckets import BucketSum, bucket_ranges, bucket_sums
from usage.archive.duck import open_duck


def rebucket(
    *,
    parquet_paths: Sequence[Path],
    from_date: date,
    to_date: date,
    cuts: Iterable[date],
    daily_currencies: Collection[str] = (),
) -> tuple[BucketSum, ...]:
    """The bucket sums of archives within [from_date, to_date), the period clipped to the term."""
    ranges = bucket_ranges(first=from_date, end=to_date, cuts=cuts)
    paths = [Path(path).absolute() for path in parquet_paths]
    if not paths or not ranges:
        return ()
    with open_duck(files=paths) as connection:
        return bucket_sums(
            connection=connection, rows=archived(paths), ranges=ranges, daily_currencies=daily_currencies
        )
