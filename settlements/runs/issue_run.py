"""Issue the statements of an approved run."""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Func, IntegerField, Prefetch
from django.db.models.functions import Coalesce
from django.utils import timezone

from agreements.models import Agreement
from portal.audit.record_event import record_event
from portal.notices.put_event import put_event
from settlements.runs.lifecycle import RUN, SETTLEMENT
from settlements.runs.models import Settlement, SettlementRun
from settlements.statements.issue_statements import issue_statements
from usage.lifecycle import PERIOD
from usage.models import Period, Report

AT_ONCE = 25
"""Many for one commit, and few enough that nobody who needs a partner's books waits for long."""
MOST_BYTES = 2**20
"""Of their results, as stored: in memory each of them takes about fifty times as much."""


class StoredBytes(Func):
    """How large a value is in its table, or beside it; it is not read for that."""

    function = "pg_column_size"
    output_field = IntegerField()


def issue_run(*, run_id: int) -> int:
    """One statement after the other, in the order of agreement numbers; how many were issued now.

    `AT_ONCE` in one transaction, which holds the run's row: safe to run twice or at once, and after a
    death at any point. Does nothing for a run that is not approved.
    """
    settled = Settlement.objects.filter(
        run=run_id, run__state=SettlementRun.State.APPROVED, state=Settlement.State.SETTLED
    )
    # The order is fixed before the first: whoever issues beside this one goes through the same list.
    size = Coalesce(StoredBytes("result_document"), 0)
    sizes = list(settled.order_by("agreement__number").values_list("pk", size))
    issued = sum(_issue(run_id, ids) for ids in _parts(sizes))
    _conclude(run_id)
    return issued


def _parts(sizes: list[tuple[int, int]]) -> Iterator[list[int]]:
    """The ids, in their order, as many together as may be."""
    part: list[int] = []
    stored = 0
    for pk, size in sizes:
        if part and (len(part) == AT_ONCE or stored + size > MOST_BYTES):
            yield part
            part, stored = [], 0
        part.append(pk)
        stored += size
    if part:
        yield part


@transaction.atomic
def _issue(run_id: int, ids: list[int]) -> int:
    run = SettlementRun.objects.select_for_update().get(pk=run_id)
    waiting = run.settlements.filter(pk__in=ids, state=Settlement.State.SETTLED)
    if run.state != run.State.APPROVED:
        return 0
    # Agreements, periods, books, audit chains: the order in which reports are submitted and withdrawn.
    agreements = Agreement.objects.filter(settlements__in=waiting).order_by("pk")
    list(agreements.select_for_update(no_key=True, of=("self",)).values_list("pk"))
    periods = Period.objects.filter(settlements__in=waiting).order_by("pk").select_for_update(of=("self",))
    states = set(periods.values_list("state", flat=True))
    rows = waiting.select_related("agreement__partner", "period", "run__requested_by", "run__approved_by")
    rows = rows.prefetch_related(Prefetch("reports", Report.objects.only("pk")))
    settlements = list(rows.order_by("agreement__number").select_for_update(of=("self",)))
    issue_statements(settlements=settlements, at=timezone.now())
    SETTLEMENT.check(Settlement.State.SETTLED, Settlement.State.ISSUED)
    for state in states:
        PERIOD.check(state, Period.State.SETTLED)
    Period.objects.filter(settlements__in=waiting).update(state=Period.State.SETTLED)
    waiting.update(state=Settlement.State.ISSUED)
    return len(settlements)


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
