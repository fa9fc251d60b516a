"""Take a report back."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.lifecycle import RefusedMove
from portal.notices.put_event import put_event
from portal.refused import Refused
from usage.access import require_reporter
from usage.declare_period import lift_declaration
from usage.lifecycle import REPORT
from usage.models import Declaration, Period, Report


def withdraw_report(*, report: Report, by: User) -> Report:
    """The report no longer counts; its file stays. A declaration of completeness goes with it.

    Raises Refused: `not_withdrawable` (its state), `period_closed` (it counted in a closed period).
    """
    require_reporter(by, report.agreement, report.reporter, report.period.from_date, counter=report.counter)
    with transaction.atomic():
        period = Period.objects.select_for_update(of=("self",)).select_related("agreement", "partner")
        period = period.get(pk=report.period_id)
        row = Report.objects.select_for_update(of=("self",)).select_related("partner").get(pk=report.pk)
        before = row.state
        _require_withdrawable(row, period)
        row.state = Report.State.WITHDRAWN
        row.save(update_fields=["state"])
        if before == Report.State.SUBMITTED:
            kinds = [Declaration.Kind.COMPLETE]
            lift_declaration(period=period, reporter=row.reporter, by=by, kinds=kinds)
        put_event(event="report.withdrawn", args=[row.pk], partner=row.partner)
        record_event(
            event="report.withdrawn",
            subject=f"report {row.pk}",
            actor=by,
            partner=row.partner,
            details={"was": before},
        )
    report.refresh_from_db()
    return report


def _require_withdrawable(report: Report, period: Period) -> None:
    try:
        REPORT.check(report.state, Report.State.WITHDRAWN)
    except RefusedMove:
        sentence = _("This report is “%(state)s” and cannot be withdrawn.")
        raise Refused("not_withdrawable", sentence % {"state": report.get_state_display()}) from None
    counted = report.state == Report.State.SUBMITTED and not report.counter
    if counted and period.state != Period.State.OPEN:
        sentence = _(
            "Period %(label)s is closed, so this report stays. Upload a corrected one: it will wait as late."
        )
        raise Refused("period_closed", sentence % {"label": period.label})
