"""Whether the snapshots of a run are still what a settlement would be computed from."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from settlements.engine.json_text import canonical_json
from settlements.openings.read import live_openings
from settlements.runs.figures_apart import figures_apart
from settlements.runs.find_blockers import in_the_way
from settlements.runs.gather_inputs import gather_inputs
from settlements.runs.input_document import Shared
from settlements.runs.models import Blocker, Settlement, SettlementRun
from usage.models import Report

PART = 100


def changed_since_settled(*, run: SettlementRun) -> list[str]:
    """Numbers of the agreements of which anything changed since that counts. Inside a transaction."""
    # What can be asked for all at once is: a thousand agreements are gathered while a person waits.
    openings = live_openings(run.settlements.values("agreement"))
    apart = _apart_as_settled(run)
    countered = set(_submitted_counter_figures(run).values_list("period", flat=True))
    shared, changed = Shared(), []
    for rows in _in_parts(run):
        for row, gathered in zip(rows, gather_inputs(settlements=rows, shared=shared), strict=True):
            apart_now = figures_apart(row) if row.period_id in countered else None
            if (
                in_the_way(openings.get(row.agreement_id), row.period)
                or apart.get(row.pk) != apart_now
                or canonical_json(gathered.document) != canonical_json(row.input_document)
            ):
                changed.append(row.agreement.number)
    return changed


def _in_parts(run: SettlementRun) -> Iterator[list[Settlement]]:
    """By agreement number, as many at once as fit into memory with their documents."""
    rows = run.settlements.select_related("agreement__partner", "period")
    rows = rows.defer("result_document", "change", "failure").order_by("agreement__number")
    waiting = rows.iterator(chunk_size=PART)
    while part := list(islice(waiting, PART)):
        yield part


def _apart_as_settled(run: SettlementRun) -> dict[int, dict[str, Any]]:
    """Settlement's id → how far the figures of both sides were apart then, beyond tolerance."""
    rows = Blocker.objects.filter(settlement__run=run, kind=Blocker.Kind.RECONCILIATION)
    return dict(rows.values_list("settlement", "details"))


def _submitted_counter_figures(run: SettlementRun):
    return Report.objects.filter(
        period__settlements__run=run, counter=True, state=Report.State.SUBMITTED
    ).order_by()
