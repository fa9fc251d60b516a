"""Write what a check found: archives to storage; sums and verdict in one short transaction."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from portal.audit.record_event import record_event
from portal.notices.put_event import put_event
from usage.check.verdict import BucketSum, Verdict
from usage.claims import Superseded, claimed
from usage.models import Bucket, Report
from usage.storage import report_place, store, stored_under
from usage.tell_uploader import tell_uploader
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
    *,
    report: Report,
    claim: int,
    verdict: Verdict,
    fingerprint: str,
    beside: list[int] | None,
    place: str = "",
    stored: Mapping[Path, str] | None = None,
) -> None:
    """Raises Superseded, and leaves nothing behind, where the claim no longer holds.

    `beside`: ids of the reports whose source_refs the rows were held against; None for a file without any.
    `stored`: names of those files of the verdict that are in storage already; others go to `place`.
    """
    place = place or f"{report_place(report)}/{claim}"
    names = dict(stored or {})
    fresh = [path for path in (*verdict.rows_paths, *verdict.problems_paths) if path not in names]
    names |= {path: store(path=path, place=place) for path in fresh}
    archive = [names[path] for path in verdict.rows_paths]
    problems = [names[path] for path in verdict.problems_paths]
    try:
        with transaction.atomic():
            held = claimed(report_id=report.pk, claim=claim).select_for_update().first()
            if held is None:
                raise Superseded
            left = set(stored_under(place=report_place(report))) - {*archive, *problems}
            write_buckets(report=held, sums=verdict.buckets)
            _fill(held, verdict)
            held.verdict["beside"] = beside
            held.archive, held.problems, held.bucket_fingerprint = archive, problems, fingerprint
            held.save()
            tell_uploader(report=held)
            put_event(event="report.checked", args=[held.pk], partner=report.partner)
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
        for path in fresh:
            default_storage.delete(names[path])
        raise
    for name in left:
        default_storage.delete(name)


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
