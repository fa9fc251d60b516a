"""Staff open a file the partner handed in; the partner sees that they did."""

from django.db import transaction

from agreements.models import Agreement
from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.audit.record_event import record_event
from usage.models import Report


@transaction.atomic
def view_file(*, report: Report, by: User, page: str) -> None:
    """Recorded in the partner's chain; the licensor's own files are its own affair."""
    require_staff(by)
    if report.reporter == Agreement.Party.LICENSOR:
        return
    record_event(
        event="report_file.viewed",
        subject=f"report {report.pk}",
        actor=by,
        partner=report.partner,
        details={"page": page, "file": report.file.name},
    )
