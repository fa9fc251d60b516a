"""Differences of two results as pages show them."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from settlements.statements.differences import Difference, Differences, LineDifference
from settlements.statements.line_rows import LineRow
from settlements.statements.names import Names
from settlements.statements.rung_sentences import rung_name

PER_PAGE = 100
WINDOW_NAMES = {
    "guarantee_earned": _("Counted towards the guarantee"),
    "cap_earned": _("Counted towards the cap"),
    "advance_balance": _("Left of the advance"),
}
METRICS = {"base": _("Revenue"), "quantity": _("Quantity")}
KINDS = {
    "added": ("info", _("Added")),
    "removed": ("warn", _("Removed")),
    "changed": ("neutral", _("Changed")),
}


@dataclass(frozen=True, slots=True)
class ShownLine:
    """`old` and `new` are empty where the line is in the other one only."""

    badge: tuple[str, Any]
    amounts: Difference
    row: LineRow
    old: LineRow | None
    new: LineRow | None


def differences_shown(differ: Differences, currency: str, page: str | None) -> dict[str, Any]:
    """What `_differences.html` wants: all of the ladder, what differs of the rest, a page of the lines."""
    names = Names()
    lines = Paginator(differ.lines, PER_PAGE).get_page(page)
    return {
        "currency": currency,
        "rungs": [(rung_name(each.name), each) for each in differ.rungs],
        "counters": [(rule, METRICS[metric], each) for rule, metric, each in differ.counters],
        "window": [(WINDOW_NAMES[each.name], each) for each in differ.window if each.change],
        "page": lines,
        "lines": [_shown(each, names) for each in lines],
    }


def _shown(each: LineDifference, names: Names) -> ShownLine:
    old = LineRow(each.old_position, dict(each.old), names) if each.old and each.old_position else None
    new = LineRow(each.new_position, dict(each.new), names) if each.new and each.new_position else None
    row = new or old
    assert row is not None
    return ShownLine(KINDS[each.kind], each.amounts, row, old, new)
