"""Nothing of a check that has ended stays but what its report names."""

from django.core.files.storage import default_storage

from usage.chunks.claims import parts_at_work
from usage.models import Part, Report
from usage.storage import report_place, stored_under


def clear_up(*, part: Part) -> None:
    """Delete the files of the part's check and its parts, unless the check goes on. Safe to run twice.

    A check that has ended never goes on: the next one begins at another time and has its own place.
    """
    parts = Part.objects.filter(report=part.report_id, began=part.began)
    if parts_at_work().filter(pk__in=parts).exists():
        return
    report = Report.objects.get(pk=part.report_id)
    for name in stored_under(place=report_place(report)):
        if name.startswith(part.place) and name not in (*report.archive, *report.problems):
            default_storage.delete(name)
    parts.delete()
