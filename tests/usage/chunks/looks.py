"""How a report looks whose check is shared by many."""

from datetime import timedelta

from django.utils import timezone

from tests.usage.chunks.conftest import ROWS
from usage.archive.source_rows import LineOfRows
from usage.models import Part, Report
from usage.problems import every_problem
from usage.source_rows import rows_behind
from usage.storage import report_place, stored_under

SUMS = (
    "application",
    "model",
    "market",
    "unit",
    "currency",
    "from_date",
    "quantity",
    "gross_revenue",
    "rows",
)


def aged(report: Report) -> None:
    """All its parts as they look two minutes after the last of them said anything."""
    then = timezone.now() - timedelta(minutes=2)
    Part.objects.filter(report=report, queued_at__isnull=False).update(queued_at=then, progress_at=then)
    Report.objects.filter(pk=report.pk).update(progress_at=then, queued_at=then)


def found(report: Report) -> tuple:
    """Everything that a reader sees of the check."""
    report.refresh_from_db()
    line = LineOfRows(
        application="search",
        model="llama-3.1-8b",
        market="DE",
        unit="output_tokens",
        currency="USD",
        date_ranges=[(report.period.from_date, report.period.to_date)],
    )
    rows = rows_behind(reports=[report], line=line, limit=2 * ROWS)
    return (
        report.state,
        (report.rows, report.accepted, report.rejected),
        {name: value for name, value in report.verdict.items() if name != "beside"},
        list(report.buckets.order_by(*SUMS[:6]).values_list(*SUMS)),
        [
            (each.line, each.column, each.code, each.found, each.expected, each.text)
            for each in every_problem(report=report)
        ],
        (rows.total, rows.sums, [each[2:] for each in rows.rows]),
    )


def nothing_is_left_of(report: Report) -> bool:
    """In storage nothing but what the report names, all of that; and no part."""
    report.refresh_from_db()
    named = sorted([*report.archive, *report.problems])
    return sorted(stored_under(place=report_place(report))) == named and not report.parts.exists()
