"""The rows of usage behind a line, found in the archives of the statement's reports."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from settlements.statements.models import Line, Statement
from usage.archive.source_rows import LineOfRows, SourceSums
from usage.models import Report
from usage.source_rows import RowBehind, SourceRows, every_row_behind, rows_behind

PER_PAGE = 50
SUMS = ("quantity", "gross_revenue", "deductions")


@dataclass(frozen=True, slots=True)
class Sources:
    """What the line's buckets sum, as the settlement took it."""

    quantity: Decimal
    gross_revenue: Decimal
    deductions: Decimal
    rows: int
    date_ranges: tuple[tuple[date, date], ...]

    def agrees_with(self, found: SourceSums) -> bool:
        """Whether the rows found in the archives are as many and sum to the same."""
        return self.rows == found.rows and all(getattr(self, name) == getattr(found, name) for name in SUMS)


def sources_of(statement: Statement, line: Line) -> Sources | None:
    """The sums of the line's buckets; None for a line that no usage stands behind."""
    wanted = set(line.document["buckets"])
    buckets = [each for each in statement.input_document.get("usage", []) if each["id"] in wanted]
    if not buckets:
        return None
    sums = {name: sum(Decimal(each.get(name, "0")) for each in buckets) for name in SUMS}
    ranges = sorted((date.fromisoformat(each["from"]), date.fromisoformat(each["to"])) for each in buckets)
    return Sources(**sums, rows=sum(each.get("rows", 0) for each in buckets), date_ranges=_joined(ranges))


def page_of_rows(
    statement: Statement, line: Line, sources: Sources, *, offset: int, limit: int
) -> SourceRows:
    """Rows in the order of reports and lines, with how many there are in all."""
    reports = _reports(statement)
    return rows_behind(reports=reports, line=_line_of(line, sources), offset=offset, limit=limit)


def every_row(statement: Statement, line: Line, sources: Sources) -> Iterator[RowBehind]:
    """All rows that are kept, read a piece at a time."""
    return every_row_behind(reports=_reports(statement), line=_line_of(line, sources))


def erased_behind(statement: Statement) -> list[Report]:
    """The reports of the statement whose rows are no longer kept."""
    return [report for report in _reports(statement) if report.erased_at]


def _reports(statement: Statement) -> list[Report]:
    return list(statement.reports.select_related("file", "agreement").defer("verdict").order_by("pk"))


def _line_of(line: Line, sources: Sources) -> LineOfRows:
    return LineOfRows(
        application=line.application,
        model=line.model,
        market=line.market,
        unit=line.unit,
        currency=line.currency,
        date_ranges=sources.date_ranges,
    )


def _joined(ranges: list[tuple[date, date]]) -> tuple[tuple[date, date], ...]:
    """Ranges that touch as one: days of one line make a few long ranges."""
    joined: list[tuple[date, date]] = []
    for start, end in ranges:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
