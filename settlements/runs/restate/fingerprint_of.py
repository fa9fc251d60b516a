"""What the approver of a restatement approves, in one number."""

import hashlib
from typing import Any

from settlements.engine.json_text import canonical_json
from settlements.runs.restate.models import Restatement


def fingerprint_of(*, restatement: Restatement) -> str:
    """SHA-256, hex, over what each period said and would say, its reports, and the outcomes taken back."""
    rows = restatement.periods.select_related("period", "previous").defer("result_document")
    document: dict[str, Any] = {
        "restatement": restatement.pk,
        "period": restatement.period.label,
        "reason": restatement.reason,
        "periods": [
            {
                "period": row.period.label,
                "previous": [row.previous.number, row.previous.version, row.previous.digest],
                "input": hashlib.sha256(canonical_json(row.input_document)).hexdigest(),
                "result": row.digest,
                "delta": f"{row.delta:f}",
                "differs": row.differs,
                "reports": sorted(row.reports.values_list("pk", flat=True)),
            }
            for row in rows.order_by("period__from_date")
        ],
    }
    contained = restatement.contained.values_list("adjustment", "adjustment__amount").order_by("adjustment")
    if contained:
        document["contained"] = [[pk, f"{amount:f}"] for pk, amount in contained]
    return hashlib.sha256(canonical_json(document)).hexdigest()
