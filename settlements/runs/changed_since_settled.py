"""Whether the snapshots of a run are still what a settlement would be computed from."""

from typing import Any

from settlements.engine.json_text import canonical_json
from settlements.runs.figures_apart import figures_apart
from settlements.runs.find_blockers import opening_in_the_way
from settlements.runs.gather_input import gather_input
from settlements.runs.models import Blocker, Settlement, SettlementRun


def changed_since_settled(*, run: SettlementRun) -> list[str]:
    """Numbers of the agreements of which anything changed since that counts. Inside a transaction."""
    rows = run.settlements.select_related("agreement__partner", "period__agreement")
    return [
        row.agreement.number
        for row in rows.defer("result_document").order_by("agreement__number")
        if opening_in_the_way(row)
        or _apart_as_settled(row) != figures_apart(row)
        or canonical_json(gather_input(settlement=row).document) != canonical_json(row.input_document)
    ]


def _apart_as_settled(settlement: Settlement) -> dict[str, Any] | None:
    """How far the figures of both sides were apart then, beyond tolerance."""
    blocker = settlement.blockers.filter(kind=Blocker.Kind.RECONCILIATION).first()
    return blocker.details if blocker else None
