"""A plan as the page of the dry run shows it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import pgettext_lazy

from portal.workbooks.plan import Plan, Planned, Status
from portal.workbooks.sheets import SHEETS

MOST_ROWS, MOST_FAULTS = 500, 200
WORDS = {
    Status.NEW: pgettext_lazy("row of a file", "New"),
    Status.SAME: pgettext_lazy("row of a file", "Here already"),
    Status.DIFFERS: pgettext_lazy("row of a file", "Here already, differs"),
    Status.FAULT: pgettext_lazy("row of a file", "Fault"),
}
KINDS = {Status.NEW: "info", Status.SAME: "good", Status.DIFFERS: "warn", Status.FAULT: "bad"}


@dataclass(frozen=True, slots=True)
class SheetShown:
    title: str
    counts: list[tuple[str, str, int]]
    rows: list[dict[str, Any]]
    more: int


def sheets_shown(plan: Plan) -> list[SheetShown]:
    found = []
    for sheet in SHEETS:
        rows = [each for each in plan.rows if each.row.sheet is sheet]
        counts = [
            (str(WORDS[status]), KINDS[status], count)
            for status in Status
            if (count := sum(each.status is status for each in rows))
        ]
        shown = [_row(each) for each in rows[:MOST_ROWS]]
        found.append(SheetShown(sheet.title, counts, shown, max(0, len(rows) - MOST_ROWS)))
    return found


def _row(planned: Planned) -> dict[str, Any]:
    return {
        "number": planned.row.number,
        "name": planned.name,
        "status": str(WORDS[planned.status]),
        "kind": KINDS[planned.status],
        "differences": planned.differences,
    }
