"""What happens around an erasure."""

from django.core.files.storage import default_storage

from usage.erasure.finish_erasure import stored_names
from usage.models import Period, Report


def settle(period: Period) -> None:
    Period.objects.filter(pk=period.pk).update(state=Period.State.SETTLED)


def stored_of(report: Report) -> list[str]:
    """The names of what is in storage of a report: the file first."""
    own = [report.file.content.name] if report.file.content.name else []
    folder = f"usage/{report.partner_id}/{report.pk}"
    return [name for name in [*own, *sorted(stored_names(folder))] if default_storage.exists(name)]
