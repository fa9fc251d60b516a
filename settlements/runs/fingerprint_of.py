"""What the approver approves, in one number."""

import hashlib

from settlements.engine.json_text import canonical_json
from settlements.runs.models import Blocker, Settlement, SettlementRun


def fingerprint_of(*, run: SettlementRun) -> str:
    """SHA-256, hex, over each settlement's input and result, and every waiver with its reason."""
    rows = run.settlements.select_related("agreement", "period").defer("result_document")
    waivers = Blocker.objects.filter(settlement__run=run).select_related("settlement__agreement")
    document = {
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
    return hashlib.sha256(canonical_json(document)).hexdigest()


def _as_approved(state: str) -> str:
    """Issued since: the fingerprint stays the approved one."""
    return Settlement.State.SETTLED.value if state == Settlement.State.ISSUED else state
