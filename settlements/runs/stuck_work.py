"""Work of runs that is to be done, or that nobody seems to be doing: its worker died."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from settlements.runs.conclude_run import conclude_run
from settlements.runs.models import Settlement, SettlementRun
from settlements.runs.restate.models import Restatement

PATIENCE = timedelta(seconds=60)


def waiting_settlements(*, run_id: int) -> list[int]:
    """Ids of the run's settlements that wait, in the order they were opened."""
    waiting = Settlement.objects.filter(
        run_id=run_id, state=Settlement.State.WAITING, run__state=SettlementRun.State.SETTLING
    )
    return list(waiting.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def stuck_settlements() -> list[int]:
    """Ids of settlements put in line long ago and still waiting; they count as put in line now."""
    now = timezone.now()
    waiting = Settlement.objects.filter(
        state=Settlement.State.WAITING, run__state=SettlementRun.State.SETTLING, queued_at__lt=now - PATIENCE
    )
    # Those that a worker is at are locked, and not stuck.
    rows = waiting.select_for_update(skip_locked=True, of=("self",)).order_by("pk")
    ids = list(rows.values_list("pk", flat=True))
    Settlement.objects.filter(pk__in=ids).update(queued_at=now)
    return ids


@transaction.atomic
def stuck_restatements() -> list[int]:
    """Ids of restatements put in line long ago and not computed; they count as put in line now."""
    now = timezone.now()
    waiting = Restatement.objects.filter(state=Restatement.State.COMPUTING, queued_at__lt=now - PATIENCE)
    rows = waiting.select_for_update(skip_locked=True, of=("self",)).order_by("pk")
    ids = list(rows.values_list("pk", flat=True))
    Restatement.objects.filter(pk__in=ids).update(queued_at=now)
    return ids


def conclude_settled_runs() -> None:
    """Runs whose last settlement was done by a worker that died before it could say so."""
    runs = SettlementRun.objects.filter(state=SettlementRun.State.SETTLING)
    for run_id in runs.exclude(settlements__state=Settlement.State.WAITING).values_list("pk", flat=True):
        conclude_run(run_id=run_id)


def unissued_runs() -> list[int]:
    """Ids of runs approved a while ago whose statements are not all issued."""
    approved = SettlementRun.objects.filter(
        state=SettlementRun.State.APPROVED, approved_at__lt=timezone.now() - PATIENCE
    )
    return list(approved.order_by("pk").values_list("pk", flat=True))
