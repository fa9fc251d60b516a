"""Hand over a checked report."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Agreement
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.notices.put_event import put_event
from portal.refused import Refused
from usage.access import require_reporter
from usage.control_totals import compared_totals
from usage.declare_period import lift_nil, write_declaration
from usage.lifecycle import REPORT
from usage.models import Declaration, Period, Report
from usage.replace_older import replace_older
from usage.rules_of_report import reports_beside


def submit_report(
    *,
    report: Report,
    by: User,
    attestation: str,
    completes_period: bool,
    leave_out_rejected: bool = False,
    despite_control_totals: bool = False,
) -> Report:
    """The report counts from now on, or waits as late where its period is closed; attested by a person.

    Rejected rows are left out only where `leave_out_rejected` says that the person knows of them; control
    totals that the file does not come to pass only where `despite_control_totals` does. Counter-figures are
    compared from now on, whatever the period's state, and complete nothing.
    Raises Refused: `not_attested`, `not_submittable`, `nothing_accepted`, `rejected_rows`,
    `control_totals`, `checked_again`.
    """
    require_reporter(by, report.agreement, report.reporter, report.period.from_date, counter=report.counter)
    if not attestation.strip():
        raise Refused("not_attested", _("Confirm the statement about your figures, then submit again."))
    with transaction.atomic():
        # A source_ref counts once in the agreement, so its reports come one after the other.
        Agreement.objects.select_for_update(no_key=True).get(pk=report.agreement_id)
        period = Period.objects.select_for_update().get(pk=report.period_id)
        row = Report.objects.select_for_update(of=("self",)).select_related("agreement", "partner")
        row = row.get(pk=report.pk)
        _require_submittable(row, leave_out_rejected)
        if not despite_control_totals:
            _require_control_totals(row)
        stale = _others_came_between(row)
        if stale:
            row.state, row.attempts, row.queued_at = Report.State.WAITING, 0, timezone.now()
            row.save(update_fields=["state", "attempts", "queued_at"])
            put_event(event="report.outdated", args=[row.pk], partner=row.partner)
        else:
            _submit(row, period, by, attestation, completes_period and not row.counter)
    report.refresh_from_db()
    if stale:
        sentence = _(
            "Another report of this agreement was submitted after this one was checked. It is being checked "
            "again, so that no row is counted twice. Submit it once the new result is here."
        )
        raise Refused("checked_again", sentence)
    return report


def _submit(row: Report, period: Period, by: User, attestation: str, completes_period: bool) -> None:
    in_time = row.counter or period.state == Period.State.OPEN
    state = Report.State.SUBMITTED if in_time else Report.State.LATE
    REPORT.check(row.state, state)
    row.state, row.attestation = state, attestation
    row.submitted_by, row.submitted_at = by, timezone.now()
    row.save()
    if state == Report.State.SUBMITTED:
        replace_older(report=row, by=by)
        lift_nil(period=period, reporter=row.reporter, by=by)
        if completes_period:
            write_declaration(
                period=period,
                reporter=row.reporter,
                kind=Declaration.Kind.COMPLETE,
                by=by,
                attestation=attestation,
            )
    put_event(event="report.submitted", args=[row.pk], partner=row.partner)
    record_event(
        event="report.submitted",
        subject=f"report {row.pk}",
        actor=by,
        partner=row.partner,
        details={
            "state": state,
            "accepted": row.accepted,
            "left_out": row.rejected,
            "completes": completes_period,
        },
    )


def _require_submittable(report: Report, leave_out_rejected: bool) -> None:
    if report.state != Report.State.CHECKED:
        sentence = _("This report is “%(state)s”; only a checked, not yet submitted one can be submitted.")
        raise Refused("not_submittable", sentence % {"state": report.get_state_display()})
    if not report.accepted:
        sentence = _("No row of this file was accepted. Fix the rows named and upload the file again.")
        raise Refused("nothing_accepted", sentence)
    if report.rejected and not leave_out_rejected:
        sentence = _(
            "Some rows were rejected. Fix them and replace the file, or confirm that they are left out."
        )
        raise Refused("rejected_rows", sentence)


def _require_control_totals(report: Report) -> None:
    if not all(each.agreed for each in compared_totals(report)):
        sentence = _(
            "The file does not come to the control totals that were given with it. Replace the file, or "
            "confirm that its figures are the right ones."
        )
        raise Refused("control_totals", sentence)


def _others_came_between(report: Report) -> bool:
    """Whether rows that this check has not seen count by now, and could be among this report's.

    By id, not by time: a submission has a time before it can be seen.
    """
    seen = report.verdict.get("beside", [])
    return seen is not None and reports_beside(report).exclude(pk__in=seen).exists()
