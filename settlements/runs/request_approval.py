"""Ask for a run's approval."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.notices.put_event import put_event
from portal.refused import Refused
from settlements.runs.changed_since_settled import changed_since_settled
from settlements.runs.find_warnings import late_reports
from settlements.runs.fingerprint_of import fingerprint_of
from settlements.runs.lifecycle import require_move
from settlements.runs.models import Blocker, Settlement, SettlementRun, SettlementWarning
from settlements.runs.period_locks import close_periods
from settlements.runs.tell_approvers import tell_approvers


@transaction.atomic
def request_approval(*, run: SettlementRun, by: User) -> SettlementRun:
    """Closes the periods against new figures and freezes the fingerprint a second person approves.

    Staff of the finance role. Raises Refused: `wrong_state`, `open_blockers`, `open_warnings`,
    `not_settled`, `late_reports_came`, `changed_since_settled`, `period_not_open`.
    """
    require_staff(by, StaffRole.FINANCE)
    row = SettlementRun.objects.select_for_update().get(pk=run.pk)
    require_move(row, row.State.REQUESTED)
    _require_cleared(row)
    close_periods(run=row, by=by)
    require_unchanged(row)
    _require_late_reports_seen(row)
    row.state, row.fingerprint = row.State.REQUESTED, fingerprint_of(run=row)
    row.requested_by, row.requested_at = by, timezone.now()
    row.save()
    tell_approvers(kind="run_approval_requested", page="run", number=row.pk, by=by, period=row.label)
    # The books are checked meanwhile; what does not agree stops payouts, nobody's statement.
    put_event(event="run.approval_requested", args=[row.pk])
    record_event(
        event="run.approval_requested",
        subject=f"run {row.pk}",
        actor=by,
        details={"period": row.label, "fingerprint": row.fingerprint},
    )
    return row


def require_unchanged(run: SettlementRun) -> None:
    """Raises Refused (`changed_since_settled`) naming the agreements to settle again."""
    if changed := changed_since_settled(run=run):
        sentence = _(
            "Usage, terms, exchange rates, adjustments or an opening balance changed since these were "
            "settled: %(numbers)s. Settle them again."
        )
        raise Refused("changed_since_settled", sentence % {"numbers": ", ".join(changed)})


def _require_cleared(run: SettlementRun) -> None:
    open_blockers = Blocker.objects.filter(settlement__run=run, waived_by=None).count()
    if open_blockers:
        sentence = ngettext(
            "%(count)s blocker is open. Clear it, or waive it with a reason.",
            "%(count)s blockers are open. Clear each, or waive it with a reason.",
            open_blockers,
        )
        raise Refused("open_blockers", sentence % {"count": open_blockers})
    open_warnings = SettlementWarning.objects.filter(settlement__run=run, acknowledged_by=None).count()
    if open_warnings:
        sentence = ngettext(
            "%(count)s warning is not acknowledged yet. Read it and acknowledge it.",
            "%(count)s warnings are not acknowledged yet. Read and acknowledge each.",
            open_warnings,
        )
        raise Refused("open_warnings", sentence % {"count": open_warnings})
    if run.settlements.exclude(state=Settlement.State.SETTLED).exists():
        raise Refused("not_settled", _("Not every agreement of the run is settled. Settle them again."))


def _require_late_reports_seen(run: SettlementRun) -> None:
    """A report for a closed period changes no snapshot, so nothing else would tell of it."""
    warned = SettlementWarning.objects.filter(
        settlement__run=run, kind=SettlementWarning.Kind.LATE_REPORTS
    ).values_list("settlement", "details")
    seen = {settlement: details["reports"] for settlement, details in warned}
    rows = run.settlements.select_related("agreement", "period").defer("input_document", "result_document")
    now = late_reports(rows)
    if came := sorted(row.agreement.number for row in rows if now.get(row.pk) != seen.get(row.pk)):
        sentence = _(
            "Late reports came in or were decided since these were settled: %(numbers)s. Settle them again."
        )
        raise Refused("late_reports_came", sentence % {"numbers": ", ".join(came)})
