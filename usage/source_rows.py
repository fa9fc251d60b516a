"""The rows of the files behind a line of a statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from usage.archive.source_rows import SourceSums, source_rows, sum_source_rows
from usage.models import Report
from usage.storage import local_paths


class RowBehind(NamedTuple):
    """One accepted row. `line` as in the uploaded file; `customer` is the keyed hash of the reference."""

    report: Report
    file_name: str
    line: int
    usage_date: date
    quantity: Decimal
    gross_revenue: Decimal
    deductions: Decimal
    customer: str | None
    source_ref: str | None


@dataclass(frozen=True, slots=True)
class SourceRows:
    """`total` rows and their exact `sums`; `rows` is the part asked for."""

    total: int
    sums: SourceSums
    rows: list[RowBehind]


def rows_behind(
    *,
    reports: Sequence[Report],
    application: str,
    model: str,
    market: str,
    unit: str,
    currency: str,
    date_ranges: Sequence[tuple[date, date]],
    offset: int = 0,
    limit: int | None = 50,
) -> SourceRows:
    """Rows of those dimensions and half-open ranges of days, by report and line; `limit` None: all."""
    # Files of a report in the order of its lines, so that rows come by report and line.
    archived = [(report, name) for report in reports for name in report.archive]
    if not archived:
        return SourceRows(
            0, SourceSums(rows=0, quantity=Decimal(0), gross_revenue=Decimal(0), deductions=Decimal(0)), []
        )
    with TemporaryDirectory(prefix="rows-") as folder:
        asked = {
            "parquet_paths": local_paths(names=[name for _, name in archived], folder=Path(folder)),
            "application": application,
            "model": model,
            "market": market,
            "unit": unit,
            "currency": currency,
            "date_ranges": date_ranges,
        }
        sums = sum_source_rows(**asked)
        found = source_rows(**asked, offset=offset, limit=limit)
    rows = [
        RowBehind(
            archived[each.file][0],
            archived[each.file][0].file.name,
            each.line,
            each.usage_date,
            each.quantity,
            each.gross_revenue,
            each.deductions,
            each.customer,
            each.source_ref,
        )
        for each in found
    ]
    return SourceRows(sums.rows, sums, rows)
