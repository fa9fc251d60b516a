"""The ladder with its bars, what its adjustments correct, and both parties' shares."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from portal.money.rounding import round_decimals
from portal.web import formats
from settlements.engine.exact import exact_arithmetic
from settlements.statements.adjustments_told import tell_adjustments
from settlements.statements.audience import PARTNER
from settlements.statements.headline import Parties
from settlements.statements.ladder_rungs import explain_rung, ladder_rungs
from settlements.statements.models import Statement
from settlements.statements.page_parts import share_bar
from settlements.statements.pdf.amount_in import amount_in
from settlements.statements.pdf.plain_text import isolate, plain
from settlements.statements.setting import Setting

FROM_NOTHING = frozenset({"earned", "net_due", "due_now", "carried_forward"})
"""Rungs whose bar begins at zero; each other one begins where the one above ends."""


def ladder_told(result: dict[str, Any], setting: Setting) -> dict[str, Any]:
    rungs = ladder_rungs(result, setting)
    bars = _bars([(rung["name"], Decimal(rung["amount"])) for rung in rungs])
    return {
        "title": _("From what was earned to what is due"),
        "step": _("Step"),
        "amount": _in_currency(setting.currency),
        "rows": [
            {
                "name": plain(rung["text"]),
                "note": plain(rung["note"]),
                "amount": amount_in(rung["amount"], setting.currency),
                "kind": rung["kind"],
                "bar": bar,
                "falls": Decimal(rung["amount"]) < 0,
            }
            for rung, bar in zip(rungs, bars, strict=True)
        ],
    }


def _in_currency(currency: str) -> str:
    return _("Amount (%(currency)s)") % {"currency": currency}


def _bars(rungs: list[tuple[str, Decimal]]) -> list[list[str]]:
    """Begin, length and rest of each bar, in thousandths of the width; none where all is zero."""
    spans, at = [], Decimal(0)
    with exact_arithmetic():
        for name, amount in rungs:
            begin = Decimal(0) if name in FROM_NOTHING else at
            at = begin + amount
            spans.append((min(begin, at), max(begin, at)))
        least = min(low for low, _high in spans)
        width = max(high for _low, high in spans) - least
        if not width:
            return [[] for _span in spans]
        ends = [[_thousandths(at - least, width) for at in span] for span in spans]
    return [[f"{low:f}", f"{high - low:f}", f"{1000 - high:f}"] if high > low else [] for low, high in ends]


def _thousandths(part: Decimal, whole: Decimal) -> Decimal:
    return round_decimals(Fraction(part) * 1000 / Fraction(whole), 0)


def adjustments_told(statement: Statement, result: dict[str, Any], setting: Setting) -> dict[str, Any] | None:
    """Each correction with what it is about; None where there was none."""
    told = explain_rung("adjustments", result["ladder_steps"].get("adjustments", []), setting)
    parts = [part for step in told for part in step.rows]
    if not parts:
        return None
    tell_adjustments(parts, statement, PARTNER, setting.names)
    values = {
        each["id"]: each["value"]
        for step in result["ladder_steps"]["adjustments"]
        for each in step["inputs"].get("adjustments", [])
    }
    return {
        "title": _("Adjustments"),
        "columns": [_("Correction"), _("What it corrects"), _in_currency(setting.currency)],
        "rows": [
            [
                isolate(plain(part["part"])),
                _corrected(part.get("corrects")),
                amount_in(values[part["adjustment"]], setting.currency),
            ]
            for part in parts
        ],
    }


def _corrected(corrects: dict[str, Any] | None) -> str:
    if not corrects:
        return ""
    line = corrects["line"] or _("something that has no line there")
    parts = [corrects["statement"], corrects["clause"], line, corrects["reason"]]
    return " · ".join(isolate(str(part)) for part in parts if part)


def shares_told(result: dict[str, Any], parties: Parties) -> dict[str, Any]:
    shares, currency = share_bar(result, parties), result["currency"]
    collects = _("(collects the revenue and keeps the rest)")
    rows = [
        [isolate(shares.beneficiary), "", shares.beneficiary_rate, shares.beneficiary_amount],
        [isolate(shares.collector), collects, shares.collector_rate, shares.collector_amount],
    ]
    told = [
        [name, note, "" if rate is None else formats.percent(rate), amount_in(amount, currency)]
        for name, note, rate, amount in rows
    ]
    drawn = shares.beneficiary_rate
    ends = [] if drawn is None else [f"{drawn * 1000:f}", f"{1000 - drawn * 1000:f}"]
    return {
        "title": _("Both parties' shares of the revenue"),
        "columns": [_("Party"), _("Part"), _in_currency(currency)],
        "rows": told,
        "whole": [_("Revenue that is shared"), amount_in(shares.whole, currency)],
        "bar": ends,
        "alt": ", ".join(f"{name} {part}" for name, _note, part, _amount in told) if ends else "",
    }
