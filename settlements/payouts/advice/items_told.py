"""Each statement of a remittance advice: its lines, and its steps down to what is paid of it."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.web import formats
from settlements.engine.exact import exact_arithmetic
from settlements.payouts.breakdown_of import Breakdown, ItemBreakdown
from settlements.payouts.breakdown_told import rungs_of
from settlements.payouts.sums import total_of
from settlements.statements.models import Statement
from settlements.statements.names import Names
from settlements.statements.pdf.amount_in import amount_in
from settlements.statements.pdf.lines_told import lines_told
from settlements.statements.pdf.plain_text import plain
from settlements.statements.setting import Setting

MOST_LINES, LEAST_LINES = 1000, 20
"""As many lines are set, shared out over the statements; the attached file has all of them."""


def items_told(breakdown: Breakdown) -> list[dict[str, Any]]:
    """In the reader's language, by statement number."""
    names, statements = Names(), [each.statement.pk for each in breakdown.items]
    rows = Statement.objects.filter(pk__in=statements).order_by()
    parts = ("result_document__ladder_steps", "input_document__contributions")
    documents = {pk: (steps, given or []) for pk, steps, given in rows.values_list("pk", *parts)}
    shown = max(LEAST_LINES, MOST_LINES // max(1, len(statements)))
    return [_told(each, names, *documents[each.statement.pk], shown) for each in breakdown.items]


def _told(
    each: ItemBreakdown, names: Names, ladder_steps: dict[str, Any], given: list[dict[str, Any]], shown: int
) -> dict[str, Any]:
    statement = each.statement
    kinds = {contribution["id"]: contribution.get("kind", "") for contribution in given}
    setting = Setting(statement.currency, statement.direction, names, contribution_kinds=kinds)
    period = formats.period(statement.period.label)
    return {
        "title": f"{statement.number} · {period}",
        "lines": _lines(each, setting, shown),
        "ladder": {
            "step": _("Step"),
            "amount": _("Amount (%(currency)s)") % {"currency": statement.currency},
            "rows": [
                {
                    "name": plain(rung["text"]),
                    "note": plain(rung.get("note", "")),
                    "amount": amount_in(rung["amount"], statement.currency),
                    "kind": rung.get("kind", ""),
                }
                for rung in rungs_of(each, names, ladder_steps)
            ],
        },
    }


def _lines(each: ItemBreakdown, setting: Setting, shown: int) -> dict[str, Any]:
    """As in the statement's own PDF; `more`: count and sum of those that are not set, else none."""
    rows = each.statement.lines.order_by("position")
    count, total = rows.count(), each.steps[0].amount
    documents = list(rows.values_list("document", flat=True)[:shown])
    lines = lines_told(
        {"lines": documents, "currency": setting.currency},
        setting,
        several_versions=len({document.get("version") for document in documents} - {None}) > 1,
        tail=each.statement.period.is_tail,
    )
    together = ngettext("%(total)s line together", "%(total)s lines together", count)
    lines["count"] = together % {"total": formats.exact(count)}
    lines["total"] = amount_in(total, setting.currency)
    left = count - len(documents)
    with exact_arithmetic():
        rest = total - total_of(Decimal(document["amount"]) for document in documents)
    more = ngettext(
        "%(total)s more line, in the attached file", "%(total)s more lines, in the attached file", left
    )
    lines["more"] = (
        [more % {"total": formats.exact(left)}, amount_in(rest, setting.currency)] if left > 0 else []
    )
    return lines
