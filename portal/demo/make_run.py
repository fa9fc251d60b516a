"""A month's run: settled, approved by a second person, its statements issued."""

from collections.abc import Callable

from portal.demo.people import staff
from portal.demo.wait_for import wait_for
from settlements.runs.acknowledge_warnings import acknowledge_warnings
from settlements.runs.approve_run import approve_run
from settlements.runs.models import SettlementRun, SettlementWarning
from settlements.runs.open_run import open_run
from settlements.runs.request_approval import request_approval
from settlements.runs.resettle import resettle

State = SettlementRun.State
AFTER_SETTLING = set(State) - {State.SETTLING, State.CANCELLED}


def make_run(*, label: str, meanwhile: Callable[[], None] | None = None) -> None:
    """Open or go on. `meanwhile`: what happens before approval is asked for; the run is settled again."""
    live = SettlementRun.objects.filter(label=label).exclude(state=State.CANCELLED)
    run = live.first() or open_run(label=label, by=staff("finance"))
    wait_for(run, AFTER_SETTLING)
    if run.state == State.REVIEW:
        if meanwhile:
            meanwhile()
            resettle(run=run, by=staff("finance"))
            wait_for(run, AFTER_SETTLING)
        acknowledge_all(run)
        request_approval(run=run, by=staff("finance"))
        run.refresh_from_db()
    if run.state == State.REQUESTED:
        approve_run(run=run, by=staff("approver"), fingerprint=run.fingerprint)
    wait_for(run, {State.ISSUED})


def acknowledge_all(run: SettlementRun) -> None:
    found = SettlementWarning.objects.filter(settlement__run=run, acknowledged_by=None)
    if warnings := list(found.values_list("pk", flat=True)):
        acknowledge_warnings(run=run, by=staff("finance"), warnings=warnings)
