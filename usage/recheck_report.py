"""Check the file of a report again, because what it names is registered by now."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.notices.put_event import put_event
from portal.refused import Refused
from usage.access import require_reporter
from usage.models import Period, Report
from usage.receive_report import require_new

AGAIN = (Report.State.CHECKED, Report.State.REFUSED)


def recheck_report(*, report: Report, by: User) -> Report:
    """The same bytes against the rules of now; the report waits until its new verdict is here.

    Raises Refused: `not_checkable` (its state, or erased), `duplicate_file`, `not_replaceable`; and Http404,
    PermissionDenied for those who do not report.
    """
    require_reporter(by, report.agreement, report.reporter, report.period.from_date, counter=report.counter)
    try:
        with transaction.atomic():
            _recheck(report, by)
    except IntegrityError as fault:
        sentence = _("Another file replaces the same report by now. Withdraw that one first.")
        raise Refused("not_replaceable", sentence) from fault
    report.refresh_from_db()
    return report


def _recheck(report: Report, by: User) -> None:
    Period.objects.select_for_update().get(pk=report.period_id)
    rows = Report.objects.select_for_update(of=("self",)).select_related("agreement", "partner", "file")
    row = rows.get(pk=report.pk)
    if row.state not in AGAIN or row.erased_at is not None:
        sentence = _("This report is “%(state)s” and is not checked again. Load its page again.")
        raise Refused("not_checkable", sentence % {"state": row.get_state_display()})
    was = row.state
    if was == Report.State.REFUSED:
        require_new(row.agreement, row.reporter, row.file)
    row.state, row.attempts, row.queued_at = Report.State.WAITING, 0, timezone.now()
    row.save(update_fields=["state", "attempts", "queued_at"])
    put_event(event="report.outdated", args=[row.pk], partner=row.partner)
    record_event(
        event="report.rechecked",
        subject=f"report {row.pk}",
        actor=by,
        partner=row.partner,
        details={"was": was},
    )
