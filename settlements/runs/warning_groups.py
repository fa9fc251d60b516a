"""The warnings of a run, or of one agreement in it, as its page lists them."""

from collections.abc import Iterable
from dataclasses import dataclass

from settlements.runs.models import SettlementRun, SettlementWarning

SHOWN = 100
"""Of one kind at once; what is acknowledged together has stood on the page."""


@dataclass(frozen=True, slots=True)
class WarningGroup:
    """Warnings of one kind; `left`: how many more there are than are shown."""

    kind: str
    text: str
    shown: list[SettlementWarning]
    left: int

    @property
    def count(self) -> int:
        return len(self.shown) + self.left


def warnings_of(run: SettlementRun) -> list[SettlementWarning]:
    """By agreement."""
    rows = SettlementWarning.objects.filter(settlement__run=run).select_related(
        "settlement__agreement__partner", "acknowledged_by"
    )
    rows = rows.defer(*(f"settlement__{name}" for name in ("input_document", "result_document", "change")))
    return list(rows.order_by("settlement__agreement__number"))


def by_kind(warnings: Iterable[SettlementWarning]) -> list[WarningGroup]:
    warnings = list(warnings)
    groups = []
    for kind, text in SettlementWarning.Kind.choices:
        if of_kind := [each for each in warnings if each.kind == kind]:
            groups.append(WarningGroup(kind, str(text), of_kind[:SHOWN], len(of_kind[SHOWN:])))
    return groups
