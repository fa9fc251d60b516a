"""Let a late report count, its period being open again."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.notices.put_event import put_event
from portal.refused import Refused
from usage.declare_period import lift_nil
from usage.lifecycle import REPORT
from usage.models import Period, Report
from usage.replace_older import replace_older


def admit_late_report(*, report: Report, by: User) -> Report:
    """Staff operations only. Raises Refused: `not_late`, `period_closed`."""
    require_staff(by, StaffRole.OPERATIONS)
    with transaction.atomic():
        period = Period.objects.select_for_update().get(pk=report.period_id)
        row = Report.objects.select_for_update(of=("self",)).select_related("partner").get(pk=report.pk)
        if row.state != Report.State.LATE:
            raise Refused("not_late", _("This report does not wait as late; nothing was changed."))
        if period.state != Period.State.OPEN:
            sentence = _("Period %(label)s is still closed. Reopen it first, then let the report count.")
            raise Refused("period_closed", sentence % {"label": period.label})
        REPORT.check(row.state, Report.State.SUBMITTED)
        row.state = Report.State.SUBMITTED
        row.save(update_fields=["state"])
        replace_older(report=row, by=by)
        lift_nil(period=period, reporter=row.reporter, by=by)
        put_event(event="report.admitted", args=[row.pk], partner=row.partner)
        record_event(event="report.admitted", subject=f"report {row.pk}", actor=by, partner=row.partner)
    report.refresh_from_db()
    return report
