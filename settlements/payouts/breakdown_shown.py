"""A payout's breakdown as its page shows it: ladders with names, lines, and the rest in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.web import formats
from settlements.payouts.breakdown_of import Breakdown, Elsewhere, Settled
from settlements.statements.line_rows import LineRow
from settlements.statements.names import Names
from settlements.statements.rung_sentences import rung_name

SHOWN = 25
"""As many lines of a statement stand on the page; the statement's page and the files have all."""


@dataclass(frozen=True, slots=True)
class Shown:
    """`rungs` as `elements/ladder.html` wants them; `told`: why it is a part; `more`: lines left out."""

    settled: Settled
    rungs: list[dict[str, Any]]
    told: list[str]
    group: dict[str, Any]
    more: str
    count: int


def breakdown_shown(breakdown: Breakdown) -> list[Shown]:
    """By statement number, in the reader's language."""
    names = Names()
    return [_shown(each, names) for each in breakdown.items]


def part_sentences(settled: Settled) -> list[str]:
    """Of what was due, what this payout leaves, and where that went; empty where it pays all."""
    currency, number = settled.statement.currency, settled.statement.number
    due = formats.money(settled.due.copy_abs(), currency)
    told = []
    for each in settled.elsewhere:
        names = {
            "due": due,
            "statement": number,
            "amount": formats.money(each.amount.copy_abs(), currency),
            "reference": each.reference,
        }
        if _is_payment(each):
            told.append(
                _("Of %(due)s due on %(statement)s, %(amount)s was settled by %(reference)s.") % names
            )
        else:
            told.append(_("Of %(due)s due on %(statement)s, %(amount)s was held for %(reference)s.") % names)
    if settled.left:
        sentence = _("%(amount)s of %(statement)s came free too late for this payout.")
        if not _is_late(settled):
            sentence = _("%(amount)s of %(statement)s is no longer unpaid: this payout cannot be approved.")
        amount = formats.money(settled.left.copy_abs(), currency)
        told.append(sentence % {"amount": amount, "statement": number})
    if settled.others and settled.is_part:
        numbers = ", ".join(settled.others)
        told.append(_("A later part is in %(numbers)s.") % {"numbers": numbers})
    return told


def _shown(settled: Settled, names: Names) -> Shown:
    statement, count = settled.statement, settled.lines.count()
    rows = [LineRow(line.position, line.document, names) for line in settled.lines[:SHOWN]]
    left, more = count - len(rows), ""
    if left:
        sentence = ngettext(
            "%(count)s more line is on the statement's page.",
            "%(count)s more lines are on the statement's page.",
            left,
        )
        more = sentence % {"count": formats.exact(left)}
    # The statement's own sign: a line reads here as it does there.
    total = settled.lines_total.copy_negate() if settled.amount < 0 else settled.lines_total
    group = {"name": "", "count": count, "total": total, "rows": rows}
    return Shown(settled, _rungs(settled, statement.currency), part_sentences(settled), group, more, count)


def _rungs(settled: Settled, currency: str) -> list[dict[str, Any]]:
    rungs = [_rung(rung_name(each.name), each.amount, currency) for each in settled.rungs]
    if settled.is_part:
        rungs.append(_rung(rung_name("due_now"), settled.due, currency, "subtotal"))
    for each in settled.elsewhere:
        text = _("Settled by %(reference)s") if _is_payment(each) else _("Held for %(reference)s")
        rungs.append(_rung(text % {"reference": each.reference}, each.amount, currency))
    if settled.left:
        text = _("Came free too late for this payout") if _is_late(settled) else _("No longer unpaid")
        rungs.append(_rung(text, settled.left, currency))
    text = _("Netted by this payout") if settled.amount < 0 else _("Paid by this payout")
    return [*rungs, _rung(text, settled.amount, currency, "total")]


def _rung(text: str, amount, currency: str, kind: str = "") -> dict[str, Any]:
    return {"text": text, "amount": amount, "currency": currency, "kind": kind}


def _is_payment(each: Elsewhere) -> bool:
    return each.reference.startswith(("PAY-", "REM-"))


def _is_late(settled: Settled) -> bool:
    return (settled.left < 0) == (settled.amount > 0)
