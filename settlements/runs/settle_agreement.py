"""Settle one agreement of a run."""

from functools import partial

from django.db import transaction
from django.db.models import F

from portal.one_at_a_time import one_at_a_time
from settlements.runs.attempt import attempt
from settlements.runs.compute_settlements import compute_settlements, locked, move, waiting
from settlements.runs.conclude_run import conclude_run
from settlements.runs.find_blockers import Found
from settlements.runs.models import Blocker, Settlement
from settlements.runs.rewrite_found import rewrite_found


def settle_agreement(*, settlement_id: int) -> None:
    """Gather, compute, store, in one transaction; does nothing where the settlement does not wait.

    Safe to run twice or at once, and after a death at any point. What cannot be computed becomes a blocker.
    """
    with one_at_a_time(name_of(settlement_id)):
        begun = _begin(settlement_id)
        if begun is not None:
            run_id, times = begun
            attempt(
                begun=times,
                work=partial(compute_settlements, ids=[settlement_id]),
                give_up=partial(_give_up, settlement_id),
                of={"settlement": settlement_id},
            )
            conclude_run(run_id=run_id)


def name_of(settlement_id: int) -> str:
    """What `one_at_a_time` knows it by."""
    return f"settlement {settlement_id}"


def _begin(settlement_id: int) -> tuple[int, int] | None:
    """Count the attempt where a later death leaves it counted: run's id and count; None: nothing to do."""
    if not waiting([settlement_id]).update(attempts=F("attempts") + 1):
        return None
    return Settlement.objects.values_list("run_id", "attempts").get(pk=settlement_id)


@transaction.atomic
def _give_up(settlement_id: int, code: str, message: str) -> None:
    """Nothing computed, and a blocker that says why."""
    settlement = locked(waiting([settlement_id])).first()
    if settlement is None:
        return
    move(settlement, Settlement.State.FAILED)
    details = {"faults": [{"path": "$", "code": code, "message": message}], "count": 1}
    settlement.input_document = settlement.result_document = None
    settlement.digest, settlement.change, settlement.contributions_came_to = "", None, None
    settlement.failure = {Blocker.Kind.NOT_COMPUTED.value: details}
    settlement.save()
    settlement.reports.clear()
    rewrite_found(settlement=settlement, blockers=[Found(Blocker.Kind.NOT_COMPUTED, details)], warnings=[])
