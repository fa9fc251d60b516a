"""The ladder of a result, for `elements/ladder.html` and for the page of each rung."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy

from portal.web.charts import waterfall
from settlements.statements.amount_sentences import rounding
from settlements.statements.explain_steps import Explained
from settlements.statements.line_rows import kind_name
from settlements.statements.rung_sentences import ADJUSTMENTS, RUNGS, rung_name, rung_sentence
from settlements.statements.setting import Setting
from settlements.statements.working import RATIOS, Step, working

KINDS = {"net_due": "subtotal", "due_now": "total"}
TOTALS = frozenset({"net_due", "due_now", "carried_forward"})
"""Drawn from zero: what the rungs above come to."""
CALCULATED = gettext_lazy("Exact amount")
ROUNDED = gettext_lazy("Rounding")


def ladder_rungs(
    result: dict[str, Any], setting: Setting, url_of: Callable[[str], str] | None = None
) -> list[dict[str, Any]]:
    """Every rung of the result's ladder, top to bottom; `url_of` gives a rung's page."""
    steps = result["ladder_steps"]
    drawn = waterfall((Decimal(result["ladder"][rung]), rung in TOTALS) for rung in RUNGS)
    return [
        {
            "bar": bar,
            "bar_kind": _bar_kind(rung, Decimal(result["ladder"][rung])),
            "name": rung,
            "text": rung_name(rung),
            "amount": result["ladder"][rung],
            "currency": result["currency"],
            "note": rung_sentence(rung, steps.get(rung, []), setting),
            "url": url_of(rung) if url_of else "",
            "kind": KINDS.get(rung) or ("" if Decimal(result["ladder"][rung]) else "zero"),
        }
        for rung, bar in zip(RUNGS, drawn, strict=True)
    ]


def _bar_kind(rung: str, amount: Decimal) -> str:
    """What is counted, what adds and what takes away differ in the picture."""
    if rung in TOTALS or rung == "earned":
        return "whole"
    return "more" if amount > 0 else "less"


def explain_rung(rung: str, steps: list[Step], setting: Setting) -> list[Explained]:
    """The stored steps of a rung. `rows` of a sum: what it is the sum of."""
    return [_explain(rung, step, steps, setting) for step in steps]


def _explain(rung: str, step: Step, steps: list[Step], setting: Setting) -> Explained:
    first = step is steps[0]
    told = Explained(
        name=step["name"],
        title=str(CALCULATED if step["name"] == "exact" else ROUNDED if not first else rung_name(rung)),
        sentence=rung_sentence(rung, steps, setting) if first else rounding(step, setting),
        result=setting.money(step["result"]),
        rows=_parts(rung, step, setting),
        stored=[step],
    )
    if not told.rows and step["name"] != "rounding":
        currencies = dict.fromkeys(step["inputs"], setting.currency)
        told.working = working(step, ratios=RATIOS, currencies=currencies)
    return told


def _parts(rung: str, step: Step, setting: Setting) -> list[dict[str, Any]]:
    inputs = step["inputs"]
    if rung == "earned":
        return [
            {"part": kind_name(kind), "kind": kind, "result": setting.money(value)}
            for kind, value in inputs.items()
        ]
    if rung == "contribution_credits":
        return [
            {
                "part": setting.names.of("contribution", each["id"].partition("|")[2] or each["id"]),
                "key": each["id"],
                "result": setting.money(each["value"]),
            }
            for each in inputs.get("lines", [])
        ]
    if rung == "adjustments":
        return [
            {
                "part": " · ".join(filter(None, (each.get("reference") or each["id"], _adjustment(each)))),
                "adjustment": each["id"],
                "result": setting.money(each["value"]),
            }
            for each in inputs.get("adjustments", [])
        ]
    if rung == "net_due":
        return [
            {"part": rung_name(name), "rung": name, "result": setting.money(inputs[name])}
            for name in RUNGS
            if name in inputs
        ]
    return []


def _adjustment(each: dict[str, str]) -> str:
    return str(ADJUSTMENTS.get(each.get("kind", ""), each.get("kind", "")))
