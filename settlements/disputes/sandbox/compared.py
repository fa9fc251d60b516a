"""What was issued beside what the changed facts make of it, for the page."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from settlements.disputes.models import Dispute
from settlements.disputes.outcome_of import outcome_of
from settlements.disputes.sandbox.brings import DisputedChange, brings_to
from settlements.disputes.sandbox.recompute import Document, Recomputed, RecomputedLine
from settlements.disputes.sandbox.told import change_words, told_change
from settlements.statements.explain_steps import Explained, explain_steps
from settlements.statements.line_rows import LineRow
from settlements.statements.names import Names
from settlements.statements.rung_sentences import RUNGS, rung_name, rung_sentence
from settlements.statements.setting import setting_of

MOST_LINES = 100
MOST_EXPLAINED = 20
"""As many disputed lines show their steps."""

KINDS = {
    "changes": ("neutral", gettext_lazy("Changed")),
    "stays": ("neutral", gettext_lazy("As issued")),
    "appears": ("info", gettext_lazy("Appears")),
    "vanishes": ("warn", gettext_lazy("Vanishes")),
}


def compared(dispute: Dispute, recomputed: Recomputed) -> dict[str, Any]:
    """Raises Refused as `outcome_of` does."""
    names, brings = Names(), brings_to(dispute, recomputed)
    document, currency = dispute.statement.input_document, dispute.currency
    outcome = outcome_of(dispute, brings.amounts())
    with_rest = brings.no_line is not None and brings.has_rest
    disputed = {each.line.position for each in brings.disputed if each.line}
    lines = [each.line for each in brings.disputed if each.line] + brings.others
    return {
        "words": [change_words(told_change(document, each), currency, names) for each in recomputed.changes],
        "rungs": _rungs(dispute, recomputed, names),
        "lines": [_line(line, disputed, names) for line in lines[:MOST_LINES]],
        "more_lines": max(0, len(lines) - MOST_LINES),
        "explained": [
            _explained(each.line, dispute, recomputed, names)
            for each in brings.disputed[:MOST_EXPLAINED]
            if each.line
        ],
        "due": recomputed.due,
        "brings": brings,
        "others": [_line(line, disputed, names) for line in brings.others[:MOST_EXPLAINED]],
        "limits": [(rung_name(each.name), each) for each in brings.limits],
        "proposed": [_proposed(each, names) for each in brings.disputed],
        "outcome": outcome,
        "outcome_with_rest": outcome_of(dispute, brings.amounts(with_rest=True)) if with_rest else None,
        # Whether an adjustment of the disputed lines alone pays something else than recomputing says.
        "apart": outcome.due_change != recomputed.due.change,
        "absorbed": bool(brings.limits or recomputed.rung("recoupment").change),
    }


def _rungs(dispute: Dispute, recomputed: Recomputed, names: Names) -> list[dict[str, Any]]:
    before = setting_of(dispute.statement.input_document, recomputed.issued, names)
    after = setting_of(recomputed.document, recomputed.result, names)
    found = []
    for name in RUNGS:
        old = rung_sentence(name, recomputed.issued["ladder_steps"].get(name, []), before)
        new = rung_sentence(name, recomputed.result["ladder_steps"].get(name, []), after)
        row = {"name": name, "text": rung_name(name), "amounts": recomputed.rung(name), "now": new}
        found.append(row | {"issued": old if old != new else ""})
    return found


def _line(line: RecomputedLine, disputed: set[int | None], names: Names) -> dict[str, Any]:
    return {
        "row": LineRow(line.position or 0, line.line, names),
        "position": line.position,
        "badge": KINDS[line.kind],
        "amounts": line.amounts,
        "disputed": line.position in disputed,
    }


def _proposed(each: DisputedChange, names: Names) -> dict[str, Any]:
    line = each.line
    return {
        "row": LineRow(line.position or 0, line.issued or line.line, names) if line else None,
        "amount": each.amount,
        "stands": each.row.line_amount,
        "claimed": each.row.claimed_amount,
    }


def _explained(
    line: RecomputedLine, dispute: Dispute, recomputed: Recomputed, names: Names
) -> dict[str, Any]:
    tiers = {
        "issued": _("%(title)s of line %(line)s, as issued"),
        "now": _("%(title)s of line %(line)s, recomputed"),
    }
    given = {
        "issued": (line.issued, dispute.statement.input_document, recomputed.issued),
        "now": (line.now, recomputed.document, recomputed.result),
    }
    return {
        "row": LineRow(line.position or 0, line.line, names),
        "amounts": line.amounts,
        **{which: _steps(*each, names, tiers[which], line.position) for which, each in given.items()},
    }


def _steps(
    document: Document | None,
    given: Document,
    result: Document,
    names: Names,
    title: str,
    position: int | None,
) -> list[Explained]:
    """The table of tiers is named with its line and side, so that no two on the page are called alike."""
    if document is None:
        return []
    told = explain_steps(document["steps"], setting_of(given, result, names, document))
    return [
        replace(step, title=title % {"title": step.title, "line": position}) if step.name == "tier" else step
        for step in told
    ]
