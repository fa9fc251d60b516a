"""Let the late reports of a settled period count: the step of a restatement that takes them in."""

from collections.abc import Iterable

from portal.accounts.models import User
from portal.audit.record_event import record_event
from usage.declare_period import lift_nil
from usage.lifecycle import REPORT
from usage.models import Period, Report
from usage.replace_older import replace_older
from usage.usage_of_period import with_late_reports


def let_late_in(*, period: Period, by: User, left_out: Iterable[int] = ()) -> list[Report]:
    """Each late report of the settling side counts, and the older ones it names are replaced; those with the
    ids left out wait on.

    Inside the act's transaction, which holds the period's row.
    """
    late = with_late_reports(period=period, left_out=left_out).filter(state=Report.State.LATE)
    admitted = []
    for pk in list(late.values_list("pk", flat=True)):
        row = Report.objects.select_for_update(of=("self",)).select_related("partner").get(pk=pk)
        REPORT.check(row.state, Report.State.SUBMITTED)
        row.state = Report.State.SUBMITTED
        row.save(update_fields=["state"])
        replace_older(report=row, by=by)
        lift_nil(period=period, reporter=row.reporter, by=by)
        record_event(event="report.admitted", subject=f"report {row.pk}", actor=by, partner=row.partner)
        admitted.append(row)
    return admitted
