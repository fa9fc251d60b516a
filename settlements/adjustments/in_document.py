"""An adjustment as the documents have it (FORMULA section 10)."""

from settlements.adjustments.models import Adjustment
from settlements.engine.exact import plain

PREFIX = "ADJ-"


def in_document(adjustment: Adjustment) -> dict[str, str]:
    """A member of a settlement input's `adjustments`."""
    return {
        "id": f"{PREFIX}{adjustment.pk}",
        "kind": adjustment.kind,
        "reference": adjustment.reference,
        "amount": plain(adjustment.amount),
    }


def ids_of(names: list[str]) -> list[int]:
    """Ids of the rows that documents name; what names none is left out."""
    numbers = [name.removeprefix(PREFIX) for name in names if name.startswith(PREFIX)]
    return [int(number) for number in numbers if number.isdecimal() and len(number) < 19]
