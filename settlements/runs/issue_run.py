"""Issue the statements of an approved run."""

import logging

from django.db import transaction
from django.utils import timezone

from agreements.models import Agreement
from portal.audit.record_event import record_event
from portal.notices.put_event import put_event
from settlements.runs.lifecycle import RUN, SETTLEMENT
from settlements.runs.models import Settlement, SettlementRun
from settlements.statements.issue_statement import issue_statement
from usage.lifecycle import PERIOD
from usage.models import Period

log = logging.getLogger(__name__)


def issue_run(*, run_id: int) -> int:
    """One statement after the other, in the order of agreement numbers; how many were issued now.

    Each in its own transaction, which holds the run's row: safe to run twice or at once, and after a death
    at any point. Does nothing for a run that is not approved.
    """
    settled = Settlement.objects.filter(
        run=run_id, run__state=SettlementRun.State.APPROVED, state=Settlement.State.SETTLED
    )
    # The order is fixed before the first: whoever issues beside this one goes through the same list.
    ids = list(settled.order_by("agreement__number").values_list("pk", flat=True))
    issued = sum(_issue(run_id, settlement_id) for settlement_id in ids)
    _conclude(run_id)
    return issued


@transaction.atomic
def _issue(run_id: int, settlement_id: int) -> bool:
    run = SettlementRun.objects.select_for_update().get(pk=run_id)
    if run.state != run.State.APPROVED:
        return False
    rows = run.settlements.filter(pk=settlement_id, state=Settlement.State.SETTLED)
    rows = rows.select_related("agreement__partner", "period", "run__requested_by", "run__approved_by")
    settlement = rows.select_for_update(of=("self",)).first()
    if settlement is None:
        return False
    # Agreement, period, books, audit chain: the order in which reports are submitted and withdrawn.
    locked = Agreement.objects.select_for_update(no_key=True).order_by().values_list("pk")
    locked.get(pk=settlement.agreement_id)
    period = Period.objects.select_for_update().get(pk=settlement.period_id)
    issue_statement(settlement=settlement, at=timezone.now())
    SETTLEMENT.check(settlement.state, Settlement.State.ISSUED)
    settlement.state = Settlement.State.ISSUED
    settlement.save(update_fields=["state"])
    PERIOD.check(period.state, Period.State.SETTLED)
    period.state = Period.State.SETTLED
    period.save(update_fields=["state"])
    return True


@transaction.atomic
def _conclude(run_id: int) -> None:
    run = SettlementRun.objects.select_for_update().get(pk=run_id)
    if run.state != run.State.APPROVED or run.settlements.filter(state=Settlement.State.SETTLED).exists():
        return
    RUN.check(run.state, run.State.ISSUED)
    run.state, run.issued_at = run.State.ISSUED, timezone.now()
    run.save(update_fields=["state", "issued_at"])
    put_event(event="run.issued", args=[run.pk])
    details = {"period": run.label, "statements": run.settlements.count()}
    record_event(event="run.issued", subject=f"run {run.pk}", actor=run.approved_by, details=details)
