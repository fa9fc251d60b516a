"""What a tail would come to by now: nothing more is handed in for it, so that it is settled in memory."""

from typing import Any

from agreements.models import Agreement
from portal.periods import label_of
from settlements.engine import settle_document
from settlements.runs.input_document import input_document
from settlements.runs.tails import next_tails
from settlements.statements.opening import opening_of
from usage.models import Period


def tail_results(label: str) -> list[tuple[Agreement, dict[str, Any]]]:
    """Agreement and result of each whose next tail has the label. No row is written."""
    found = []
    for agreement, days in next_tails():
        if label_of(days) != label:
            continue
        period = Period(agreement=agreement, label=label, from_date=days.start, to_date=days.end)
        opening = opening_of(agreement=agreement, period=period)
        document = input_document(agreement=agreement, period=period, opening=opening, buckets=[])
        found.append((agreement, settle_document(document)))
    return found
