"""Write what a check found: archives to storage; sums and verdict in one short transaction."""

from collections.abc import Iterable
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from portal.audit.record_event import record_event
from usage.check.verdict import BucketSum, Verdict
from usage.claims import Superseded, claimed
from usage.models import Bucket, Report
from usage.verdict_json import verdict_json

SUMS = (
    "application",
    "model",
    "market",
    "unit",
    "currency",
    "from_date",
    "to_date",
    "quantity",
    "gross_revenue",
    "deductions",
    "rows",
)


def keep_verdict(
    *, report: Report, claim: int, verdict: Verdict, fingerprint: str, beside: list[int] | None
) -> None:
    """Raises Superseded, and leaves nothing behind, where the claim no longer holds.

    `beside`: ids of the reports whose source_refs the rows were held against; None for a file without any.
    """
    place = f"usage/{report.partner_id}/{report.pk}/{claim}"
    archive = _store(verdict.rows_path, f"{place}/rows.parquet")
    problems = _store(verdict.problems_path, f"{place}/problems.parquet")
    try:
        with transaction.atomic():
            held = claimed(report_id=report.pk, claim=claim).select_for_update().first()
            if held is None:
                raise Superseded
            left = _left_behind(report, archive, problems)
            write_buckets(report=held, sums=verdict.buckets)
            _fill(held, verdict)
            held.verdict["beside"] = beside
            held.archive, held.problems, held.bucket_fingerprint = archive, problems, fingerprint
            held.save()
            record_event(
                event="report.checked" if verdict.readable else "report.refused",
                subject=f"report {held.pk}",
                partner=report.partner,
                details={"rows": verdict.rows, "accepted": verdict.accepted, "rejected": verdict.rejected},
            )
    except OperationalError:
        # The connection may have broken after the commit; then the row names these files.
        raise
    except BaseException:
        for name in filter(None, (archive, problems)):
            default_storage.delete(name)
        raise
    for name in left:
        default_storage.delete(name)


def _left_behind(report: Report, *kept: str) -> list[str]:
    """What attempts that died, or an earlier check, left in the report's folder. Its row is locked."""
    place = f"usage/{report.partner_id}/{report.pk}"
    if not any(kept):
        return []
    folders = [f"{place}/{folder}" for folder in default_storage.listdir(place)[0]]
    found = [f"{folder}/{name}" for folder in folders for name in default_storage.listdir(folder)[1]]
    return [name for name in found if name not in kept]


def write_buckets(*, report: Report, sums: Iterable[BucketSum]) -> None:
    """The report's buckets, in place of those it had. Inside a transaction."""
    Bucket.objects.filter(report=report).delete()
    columns = ", ".join(["report_id", "partner_id", *SUMS])
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY {Bucket._meta.db_table} ({columns}) FROM STDIN") as copy:
            for each in sums:
                copy.write_row([report.pk, report.partner_id, *(getattr(each, name) for name in SUMS)])


def _fill(report: Report, verdict: Verdict) -> None:
    report.state = Report.State.CHECKED if verdict.readable else Report.State.REFUSED
    report.rows, report.accepted, report.rejected = verdict.rows, verdict.accepted, verdict.rejected
    report.rows_seen, report.bytes_seen = verdict.rows, report.file.size
    report.verdict = verdict_json(verdict)
    report.checked_at = report.progress_at = timezone.now()


def _store(path: Path | None, name: str) -> str:
    if path is None:
        return ""
    with path.open("rb") as file:
        return default_storage.save(name, File(file))
