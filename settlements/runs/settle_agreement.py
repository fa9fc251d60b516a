"""Settle one agreement of a run."""

from functools import partial

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from portal.one_at_a_time import one_at_a_time
from settlements.engine import InvalidInput, settle_document
from settlements.runs.attempt import attempt
from settlements.runs.conclude_run import conclude_run
from settlements.runs.find_blockers import Found, find_blockers, not_computed
from settlements.runs.gather_input import Gathered, gather_input
from settlements.runs.lifecycle import SETTLEMENT
from settlements.runs.models import Blocker, Settlement, SettlementRun
from settlements.runs.rewrite_blockers import rewrite_blockers
from settlements.statements.change.change_since_before import change_since_before
from settlements.statements.change.contributions_came_to import contributions_came_to


def settle_agreement(*, settlement_id: int) -> None:
    """Gather, compute, store, in one transaction; does nothing where the settlement does not wait.

    Safe to run twice or at once, and after a death at any point. What cannot be computed becomes a blocker.
    """
    with one_at_a_time(f"settlement {settlement_id}"):
        begun = _begin(settlement_id)
        if begun is not None:
            run_id, times = begun
            attempt(
                begun=times,
                work=partial(_settle, settlement_id),
                give_up=partial(_give_up, settlement_id),
                of={"settlement": settlement_id},
            )
            conclude_run(run_id=run_id)


def _waiting(settlement_id: int):
    return Settlement.objects.filter(
        pk=settlement_id, state=Settlement.State.WAITING, run__state=SettlementRun.State.SETTLING
    )


def _begin(settlement_id: int) -> tuple[int, int] | None:
    """Count the attempt where a later death leaves it counted: run's id and count; None: nothing to do."""
    if not _waiting(settlement_id).update(attempts=F("attempts") + 1):
        return None
    return Settlement.objects.values_list("run_id", "attempts").get(pk=settlement_id)


def _locked(settlement_id: int) -> Settlement | None:
    rows = _waiting(settlement_id).select_for_update(of=("self",))
    return rows.select_related("agreement__partner", "period").first()


@transaction.atomic
def _settle(settlement_id: int) -> None:
    settlement = _locked(settlement_id)
    if settlement is None:
        return
    gathered = gather_input(settlement=settlement)
    try:
        result = settle_document(gathered.document)
        faults = []
    except InvalidInput as fault:
        result, faults = None, [not_computed(fault)]
    found = find_blockers(
        settlement=settlement, reports=len(gathered.reports), document=gathered.document, result=result
    )
    _store(settlement, gathered, result, found + faults)


def _store(settlement: Settlement, gathered: Gathered, result: dict | None, found: list[Found]) -> None:
    settled = result is not None and not result["errors"]
    _move(settlement, Settlement.State.SETTLED if settled else Settlement.State.FAILED)
    settlement.input_document = gathered.document
    settlement.result_document = result
    settlement.digest = result["digest"] if settled else ""
    settlement.change = change_since_before(settlement) if settled else None
    settlement.contributions_came_to = (
        contributions_came_to(gathered.document, result) if settled and result is not None else None
    )
    settlement.failure = None if settled else {each.kind: each.details for each in found}
    settlement.settled_at = timezone.now()
    settlement.save()
    settlement.reports.set(gathered.reports)
    rewrite_blockers(settlement=settlement, found=found)


@transaction.atomic
def _give_up(settlement_id: int, code: str, message: str) -> None:
    """Nothing computed, and a blocker that says why."""
    settlement = _locked(settlement_id)
    if settlement is None:
        return
    _move(settlement, Settlement.State.FAILED)
    details = {"faults": [{"path": "$", "code": code, "message": message}], "count": 1}
    settlement.input_document = settlement.result_document = None
    settlement.digest, settlement.change, settlement.contributions_came_to = "", None, None
    settlement.failure = {Blocker.Kind.NOT_COMPUTED.value: details}
    settlement.save()
    settlement.reports.clear()
    rewrite_blockers(settlement=settlement, found=[Found(Blocker.Kind.NOT_COMPUTED, details)])


def _move(settlement: Settlement, to_state: str) -> None:
    SETTLEMENT.check(settlement.state, to_state)
    settlement.state = to_state
