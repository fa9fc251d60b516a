"""The usage of archived reports cut otherwise, in memory: for trying out other terms."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from usage.archive.rebucket import rebucket
from usage.cutting import Cutting
from usage.erasure.erased import require_rows
from usage.models import Period, Report
from usage.storage import local_paths
from usage.usage_of_period import DIMENSIONS, SUMS, bucket_document


def recut(*, period: Period, reports: Iterable[Report], cutting: Cutting) -> list[dict[str, Any]]:
    """FORMULA section 10's `usage` of the reports, cut as `cutting` says; nothing is written.

    Raises Refused `rows_erased`; OSError or duckdb.Error where an archive is gone.
    """
    reports = list(reports)
    require_rows(reports)
    with TemporaryDirectory(prefix="recut-") as folder:
        sums = rebucket(
            parquet_paths=local_paths(
                names=[name for report in reports for name in report.archives], folder=Path(folder)
            ),
            from_date=period.from_date,
            to_date=period.to_date,
            cuts=cutting.days,
            daily_currencies=cutting.daily_currencies,
        )
    return [
        bucket_document(
            number,
            {
                **{name: getattr(each, name) for name in (*DIMENSIONS, "from_date", "to_date")},
                **{f"sum_{name}": getattr(each, name) for name in SUMS},
            },
        )
        for number, each in enumerate(sums, 1)
    ]
