"""Settle several agreements of a run."""

import logging

from django.db import OperationalError
from django.db.models import F

from portal.one_at_a_time import one_at_a_time
from settlements.runs.compute_settlements import compute_settlements, waiting
from settlements.runs.conclude_run import conclude_run
from settlements.runs.models import Settlement
from settlements.runs.settle_agreement import name_of, settle_agreement

log = logging.getLogger(__name__)


def settle_agreements(*, settlement_ids: list[int]) -> None:
    """As `settle_agreement` of each: all at once the first time, which reads and writes for all together.

    Where that failed, or its worker died, each alone: one that cannot be settled is no harm to the others.
    """
    _at_once(settlement_ids)
    for settlement_id in waiting(settlement_ids).order_by("pk").values_list("pk", flat=True):
        settle_agreement(settlement_id=settlement_id)


def _at_once(settlement_ids: list[int]) -> None:
    """Those that were never begun; what fails is left waiting."""
    with one_at_a_time(*map(name_of, settlement_ids)):
        never_begun = waiting(settlement_ids).filter(attempts=0)
        runs = dict(never_begun.values_list("pk", "run"))
        if not runs:
            return
        # Counted where a later death leaves it counted.
        Settlement.objects.filter(pk__in=runs).update(attempts=F("attempts") + 1)
        try:
            compute_settlements(ids=runs)
        except OperationalError:
            raise
        except Exception:
            log.exception(
                "settling together failed; each is settled alone", extra={"settlements": list(runs)}
            )
        for run_id in set(runs.values()):
            conclude_run(run_id=run_id)
