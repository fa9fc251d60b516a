"""What happens around an erasure."""

from django.core.files.storage import default_storage

from usage.erasure.erase_report import erase_report
from usage.erasure.finish_erasure import finish_erasure, stored_names
from usage.models import Period, Report

ROWS = [
    {"customer_ref": "nordwind", "source_ref": "row-1"},
    {"customer_ref": "suedwind", "source_ref": "row-2", "gross_revenue": "7.50"},
    {"customer_ref": "max.mustermann@example.com", "source_ref": "row-3"},
]


def settle(period: Period) -> None:
    Period.objects.filter(pk=period.pk).update(state=Period.State.SETTLED)


def stored_of(report: Report) -> list[str]:
    """The names of what is in storage of a report: the file first."""
    own = [report.file.content.name] if report.file.content.name else []
    folder = f"usage/{report.partner_id}/{report.pk}"
    return [name for name in [*own, *sorted(stored_names(folder))] if default_storage.exists(name)]


def erased(report: Report, by) -> Report:
    erasure = erase_report(report=report, by=by, reason="The partner asked for it")
    finish_erasure(erasure_id=erasure.pk)
    report.refresh_from_db()
    return report
