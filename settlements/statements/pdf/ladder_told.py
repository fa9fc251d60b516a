"""The ladder with its bars, what its adjustments correct, and both parties' shares."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from portal.web import formats
from portal.web.charts import WIDTH, Bar
from settlements.statements.adjustments_told import tell_adjustments
from settlements.statements.audience import PARTNER
from settlements.statements.headline import Parties
from settlements.statements.ladder_rungs import explain_rung, ladder_rungs
from settlements.statements.models import Statement
from settlements.statements.page_parts import share_bar
from settlements.statements.pdf.amount_in import amount_in
from settlements.statements.pdf.plain_text import isolate, plain
from settlements.statements.setting import Setting


def ladder_told(result: dict[str, Any], setting: Setting) -> dict[str, Any]:
    rungs = ladder_rungs(result, setting)
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
                "bar": _drawn(rung["bar"]),
                "falls": Decimal(rung["amount"]) < 0,
            }
            for rung in rungs
        ],
    }


def _in_currency(currency: str) -> str:
    return _("Amount (%(currency)s)") % {"currency": currency}


def _drawn(bar: Bar) -> list[str]:
    """Begin, length and rest of the bar, in thousandths of the width; none where there is nothing to draw."""
    return [str(part) for part in (bar.x, bar.width, WIDTH - bar.x - bar.width)] if bar.width else []


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
    back = _("taken back, since the restated figures contain it") if corrects["takes_back"] else ""
    parts = [back, corrects["statement"], corrects["clause"], line, corrects["reason"]]
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
