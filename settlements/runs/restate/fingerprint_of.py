"""What the approver of a restatement approves, in one number."""

import hashlib

from settlements.engine.json_text import canonical_json
from settlements.runs.restate.models import Restatement


def fingerprint_of(*, restatement: Restatement) -> str:
    """SHA-256, hex, over what each period said, what it would say, and the reports behind it."""
    rows = restatement.periods.select_related("period", "previous").defer("result_document")
    document = {
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
    return hashlib.sha256(canonical_json(document)).hexdigest()
