"""Sum a report's rows again, because the days on which buckets are cut have changed."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction

from portal.audit.record_event import record_event
from usage.archive.rebucket import rebucket
from usage.cutting import Cutting
from usage.erasure.erased import require_rows
from usage.keep_verdict import write_buckets
from usage.models import Report
from usage.storage import local_paths


def resum_report(*, report: Report, cutting: Cutting) -> None:
    """New buckets from the archived rows; the rows themselves, and their total, stay what they are.

    Raises Refused `rows_erased`.
    """
    require_rows([report])
    with TemporaryDirectory(prefix="resum-") as folder:
        sums = rebucket(
            parquet_paths=local_paths(names=report.archives, folder=Path(folder)),
            from_date=report.period.from_date,
            to_date=report.period.to_date,
            cuts=cutting.days,
            daily_currencies=cutting.daily_currencies,
        )
    with transaction.atomic():
        row = Report.objects.select_for_update(of=("self",)).select_related("partner").get(pk=report.pk)
        write_buckets(report=row, sums=sums)
        row.bucket_fingerprint = cutting.fingerprint
        row.save(update_fields=["bucket_fingerprint"])
        record_event(event="report.resummed", subject=f"report {row.pk}", partner=row.partner)
    report.bucket_fingerprint = cutting.fingerprint
