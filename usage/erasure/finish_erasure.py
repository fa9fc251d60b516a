"""Delete what lies in storage of a report that was erased."""

from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from portal.audit.record_event import record_event
from usage.erasure.keep_source_refs import keep_source_refs
from usage.models import Erasure, Report
from usage.storage import report_place


def finish_erasure(*, erasure_id: int) -> None:
    """The original bytes and everything in the report's own folder, whatever its name.

    Safe to run twice and after a death at any point: the row says `erasing` until nothing is left. The hashes
    of the rows' own numbers are written, and the row names them, before the first byte goes.
    """
    erasure = Erasure.objects.select_related("report__file", "partner").get(pk=erasure_id)
    if erasure.state != Erasure.State.ERASING:
        return
    if not erasure.source_refs:
        _keep_refs(erasure)
    report = erasure.report
    names = [report.file.content.name, *stored_names(report_place(report))]
    for name in filter(None, names):
        default_storage.delete(name)
    _finish(erasure_id, files=len([name for name in names if name]))


def _keep_refs(erasure: Erasure) -> None:
    """Two at once write the same; the second lets its copy go."""
    name = keep_source_refs(report=erasure.report)
    if name:
        rows = Erasure.objects.filter(pk=erasure.pk, source_refs="")
        if not rows.update(source_refs=name):
            default_storage.delete(name)


def stored_names(folder: str) -> Iterator[str]:
    """Every file below the folder; none where there is no such folder."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in files:
        yield f"{folder}/{name}"
    for name in folders:
        yield from stored_names(f"{folder}/{name}")


@transaction.atomic
def _finish(erasure_id: int, *, files: int) -> None:
    rows = Erasure.objects.select_for_update(of=("self",)).select_related("partner")
    erasure = rows.get(pk=erasure_id)
    if erasure.state != Erasure.State.ERASING:
        return
    report = Report.objects.select_for_update(of=("self",)).select_related("file").get(pk=erasure.report_id)
    report.archive, report.problems = [], []
    report.save(update_fields=["archive", "problems"])
    report.file.content = ""
    report.file.save(update_fields=["content"])
    erasure.state, erasure.erased_at = Erasure.State.ERASED, timezone.now()
    erasure.save(update_fields=["state", "erased_at"])
    record_event(
        event="report.erased",
        subject=f"report {report.pk}",
        partner=erasure.partner,
        details={"sha256": report.file.sha256, "files": files},
    )
