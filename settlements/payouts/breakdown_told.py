"""A payout's breakdown for its page: each statement with its lines and its steps down to what is paid."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from settlements.balances.documents import document_url
from settlements.engine.exact import exact_arithmetic
from settlements.openings.read import carried_into
from settlements.payouts.breakdown_of import LINES, Breakdown, ItemBreakdown
from settlements.payouts.parts_told import elsewhere_told, parts_told
from settlements.payouts.sums import total_of
from settlements.statements.line_list import LineGroup
from settlements.statements.line_rows import LineRow
from settlements.statements.models import Line, Statement
from settlements.statements.names import Names
from settlements.statements.rung_sentences import rung_name, rung_sentence
from settlements.statements.setting import Setting
from settlements.statements.versions import address_of

SHOWN = 50
"""As many lines of a statement stand on the page, the first ones; the sum of the others stands below."""


@dataclass(frozen=True, slots=True)
class ToldItem:
    """`address`: the statement's in URLs. `rungs` as `elements/ladder.html` takes them. `documents`: number
    and page of each document that the sentences name. `more`: count and sum of the lines not shown.
    """

    breakdown: ItemBreakdown
    address: str
    sentences: list[str]
    documents: list[tuple[str, str]]
    groups: list[LineGroup]
    count: int
    lines_total: Decimal
    more: tuple[int, Decimal] | None
    rungs: list[dict[str, Any]]


def breakdown_told(breakdown: Breakdown, *, prefix: str) -> list[ToldItem]:
    """In the reader's language, by statement number; `prefix` is the audience's."""
    names, statements = Names(), [each.statement.pk for each in breakdown.items]
    rows = Statement.objects.filter(pk__in=statements).order_by()
    steps = dict(rows.values_list("pk", "result_document__ladder_steps"))
    lines = Line.objects.filter(statement__in=statements).order_by().values_list("statement")
    counts = dict(lines.annotate(count=Count("pk")))
    return [
        _told(each, names, steps[each.statement.pk], counts.get(each.statement.pk, 0), prefix)
        for each in breakdown.items
    ]


def _told(
    each: ItemBreakdown, names: Names, ladder_steps: dict[str, Any], count: int, prefix: str
) -> ToldItem:
    lines = each.statement.lines.order_by("position")[:SHOWN]
    rows = [LineRow(line.position, line.document, names) for line in lines]
    total = each.steps[0].amount
    with exact_arithmetic():
        rest = total - total_of(line.amount for line in lines)
    named = {part.reference for part in (*each.elsewhere, *each.later, *each.held_now)}
    return ToldItem(
        breakdown=each,
        address=address_of(each.statement),
        sentences=parts_told(each),
        documents=[(number, document_url(number, prefix=prefix) or "") for number in sorted(named)],
        groups=[LineGroup("", total, count, rows)],
        count=count,
        lines_total=total,
        more=(count - len(rows), rest) if count > len(rows) else None,
        rungs=rungs_of(each, names, ladder_steps),
    )


def rungs_of(each: ItemBreakdown, names: Names, ladder_steps: dict[str, Any]) -> list[dict[str, Any]]:
    """Each with text, note, amount, currency and kind; the last is what the payout pays of the statement."""
    statement = each.statement
    setting = Setting(
        statement.currency, statement.direction, names, carried_date=carried_into(statement.period)
    )
    rungs = [
        {
            "text": _("Sum of the lines") if step.name == LINES else rung_name(step.name),
            "note": rung_sentence(step.name, ladder_steps.get(step.name, []), setting),
            "amount": step.amount,
        }
        for step in each.steps
    ]
    if len(rungs) > 1 or each.elsewhere or each.is_netted:
        rungs.append({"text": rung_name("due_now"), "amount": each.due, "kind": "subtotal"})
    rungs += [
        {"text": elsewhere_told(each, part), "amount": part.amount.copy_negate()} for part in each.elsewhere
    ]
    if each.amount != each.item.amount:
        with exact_arithmetic():
            left = each.item.amount - each.amount
        rungs.append({"text": _("Not explained: the check of the books names it"), "amount": left})
    rungs.append(_last(each))
    return [{"currency": statement.currency, **rung} for rung in rungs]


def _last(each: ItemBreakdown) -> dict[str, Any]:
    if each.is_netted:
        return {
            "text": _("Netted in this payout"),
            "note": _("It is owed the other way, so the payout is lowered by it."),
            "amount": each.item.amount,
            "kind": "total",
        }
    return {"text": _("In this payout"), "amount": each.item.amount, "kind": "total"}
