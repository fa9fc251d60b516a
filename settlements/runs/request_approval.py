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
from settlements.runs.fingerprint_of import fingerprint_of
from settlements.runs.lifecycle import require_move
from settlements.runs.models import Blocker, Settlement, SettlementRun
from settlements.runs.period_locks import close_periods


@transaction.atomic
def request_approval(*, run: SettlementRun, by: User) -> SettlementRun:
    """Closes the periods against new figures and freezes the fingerprint a second person approves.

    Staff of the finance role. Raises Refused: `wrong_state`, `open_blockers`, `not_settled`,
    `changed_since_settled`, `period_not_open`.
    """
    require_staff(by, StaffRole.FINANCE)
    row = SettlementRun.objects.select_for_update().get(pk=run.pk)
    require_move(row, row.State.REQUESTED)
    _require_cleared(row)
    close_periods(run=row, by=by)
    require_unchanged(row)
    row.state, row.fingerprint = row.State.REQUESTED, fingerprint_of(run=row)
    row.requested_by, row.requested_at = by, timezone.now()
    row.save()
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
    if run.settlements.exclude(state=Settlement.State.SETTLED).exists():
        raise Refused("not_settled", _("Not every agreement of the run is settled. Settle them again."))
