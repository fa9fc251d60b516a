"""Settling is done: the run goes to review."""

from django.db import transaction

from portal.audit.record_event import record_event
from settlements.runs.lifecycle import RUN
from settlements.runs.models import Blocker, Settlement, SettlementRun


@transaction.atomic
def conclude_run(*, run_id: int) -> bool:
    """Move the run to review if nothing in it waits any more; whether it did."""
    # Whoever is last sees what all others committed; the others need not wait for the run's row.
    if Settlement.objects.filter(run=run_id, state=Settlement.State.WAITING).exists():
        return False
    # The lock comes before the count: two that finish at once must not each see the other as waiting.
    run = SettlementRun.objects.select_for_update().get(pk=run_id)
    settlements = run.settlements.all()
    if run.state != run.State.SETTLING or settlements.filter(state=Settlement.State.WAITING).exists():
        return False
    RUN.check(run.state, run.State.REVIEW)
    run.state = run.State.REVIEW
    run.save(update_fields=["state"])
    open_blockers = Blocker.objects.filter(settlement__run=run, waived_by=None).count()
    record_event(
        event="run.settled",
        subject=f"run {run.pk}",
        details={"settlements": settlements.count(), "open_blockers": open_blockers},
    )
    return True
