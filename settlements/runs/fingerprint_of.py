"""What the approver approves, in one number."""

import hashlib
from typing import Any

from settlements.engine.json_text import canonical_json
from settlements.runs.models import Blocker, Settlement, SettlementRun, SettlementWarning


def fingerprint_of(*, run: SettlementRun) -> str:
    """SHA-256, hex, over each settlement's input and result, every waiver and every warning."""
    rows = run.settlements.select_related("agreement", "period").defer("result_document")
    waivers = Blocker.objects.filter(settlement__run=run).select_related("settlement__agreement")
    document: dict[str, Any] = {
        "run": run.pk,
        "period": run.label,
        "settlements": [
            {
                "agreement": row.agreement.number,
                "state": _as_approved(row.state),
                "input": hashlib.sha256(canonical_json(row.input_document)).hexdigest(),
                "result": row.digest,
            }
            for row in rows.order_by("agreement__number")
        ],
        "waivers": [
            {
                "agreement": row.settlement.agreement.number,
                "kind": row.kind,
                "details": row.details,
                "waived_by": row.waived_by_id,
                "reason": row.reason,
            }
            for row in waivers.order_by("settlement__agreement__number", "kind")
        ],
    }
    # Without any it is what it was before warnings were kept: what was approved then keeps its fingerprint.
    if warnings := _warnings(run):
        document["warnings"] = warnings
    return hashlib.sha256(canonical_json(document)).hexdigest()


def _warnings(run: SettlementRun) -> list[dict[str, Any]]:
    rows = SettlementWarning.objects.filter(settlement__run=run).select_related("settlement__agreement")
    return [
        {
            "agreement": row.settlement.agreement.number,
            "kind": row.kind,
            "details": row.details,
            "acknowledged_by": row.acknowledged_by_id,
        }
        for row in rows.order_by("settlement__agreement__number", "kind")
    ]


def _as_approved(state: str) -> str:
    """Issued since: the fingerprint stays the approved one."""
    return Settlement.State.SETTLED.value if state == Settlement.State.ISSUED else state
