"""Set a payout's remittance advice as PDF: archivable (PDF/A-3a), accessible (PDF/UA-1), its rows inside."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from portal.web.csv_response import csv_text
from settlements.payouts.advice.advice_rows import advice_rows
from settlements.payouts.advice.content_of import content_of
from settlements.payouts.breakdown_of import breakdown_of
from settlements.payouts.models import Payout
from settlements.statements.pdf.fonts import fonts
from settlements.statements.pdf.pack_objects import pack_objects

TEMPLATE = Path(__file__).with_name("advice.typ")
STANDARDS = ["a-3a", "ua-1"]
ROWS = "remittance-advice.csv"


def render_advice(*, payout: Payout) -> bytes:
    """In the language that is active. Equal bytes for equal rows: it is made whenever it is asked for.

    Set at once: a thousand lines take less than a second of a processor, and more are not set.
    """
    import typst  # large, and needed by few requests

    breakdown = breakdown_of(payout)
    files = {
        "main": TEMPLATE.read_bytes(),
        "content.json": json.dumps(content_of(breakdown)).encode(),
        "made.json": json.dumps(_moment(payout.prepared_at)).encode(),
        ROWS: "".join(csv_text(advice_rows(breakdown))).encode(),
    }
    made = typst.compile(
        files, font_paths=fonts(), pdf_standards=STANDARDS, timestamp=int(payout.prepared_at.timestamp())
    )
    return pack_objects(made)


def _moment(at: datetime) -> dict[str, Any]:
    at = at.astimezone(UTC)
    parts = {name: getattr(at, name) for name in ("year", "month", "day", "hour", "minute", "second")}
    return {**parts, "rows": ROWS}
