"""The step in which a new report takes the place of the one it names."""

from portal.accounts.models import User
from portal.audit.record_event import record_event
from usage.lifecycle import REPORT
from usage.models import Report


def replace_older(*, report: Report, by: User) -> Report | None:
    """Mark the older report as replaced. Part of the act in which the new one begins to count."""
    if report.replaces_id is None:
        return None
    older = Report.objects.select_for_update(of=("self",)).get(pk=report.replaces_id)
    if older.state == Report.State.WITHDRAWN:
        return None
    REPORT.check(older.state, Report.State.REPLACED)
    older.state = Report.State.REPLACED
    older.save(update_fields=["state"])
    record_event(
        event="report.replaced",
        subject=f"report {older.pk}",
        actor=by,
        partner=report.partner,
        details={"by": report.pk},
    )
    return older
