"""The step in which a new report takes the place of older ones."""

from portal.accounts.models import User
from portal.audit.record_event import record_event
from usage.lifecycle import REPORT
from usage.models import Report
from usage.older_reports import older_reports

GONE = (Report.State.REFUSED, Report.State.REPLACED, Report.State.WITHDRAWN)


def replace_older(*, report: Report, by: User) -> None:
    """Mark the older reports as replaced. Part of the act in which the new one begins to count.

    Not only the one it names: where that one never counted, the one before it still does.
    """
    for older_id in older_reports(report):
        older = Report.objects.select_for_update(of=("self",)).get(pk=older_id)
        if older.state not in GONE:
            _replace(older, report, by)


def _replace(older: Report, report: Report, by: User) -> None:
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
