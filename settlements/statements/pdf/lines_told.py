"""A statement's lines in groups with their sums, and the exchange rates they were turned by."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.web import formats
from settlements.engine.exact import exact_arithmetic
from settlements.statements.line_rows import LineRow, rows_of_document
from settlements.statements.models import Line
from settlements.statements.pdf.amount_in import amount_in
from settlements.statements.pdf.plain_text import isolate
from settlements.statements.setting import Setting

RATES = 24
"""As many exchange rates are named; the input document has all of them."""

RULED = 1000
"""Of more lines, none has a rule below it: each rule is an object of the PDF."""

CELLS = ((2,), (3, 4), (5,), (6, 7), (8,))
"""Which strings of a row stand in which column, from the second column on."""


def lines_told(
    result: dict[str, Any], setting: Setting, *, several_versions: bool, tail: bool
) -> dict[str, Any]:
    """By application, what belongs to none last, as on the page."""
    groups: dict[str, list[LineRow]] = {}
    names = setting.names
    for row in rows_of_document(result, names):
        groups.setdefault(row.document.get("application") or "", []).append(row)
    ordered = sorted(groups, key=lambda code: (not code, code))
    currency = result["currency"]
    with exact_arithmetic():
        sums = {
            code: sum((Decimal(row.document["amount"]) for row in rows), Decimal(0))
            for code, rows in groups.items()
        }
        total = sum(sums.values(), Decimal(0))
    told = {code: [_row(row, setting, several_versions) for row in rows] for code, rows in groups.items()}
    return {
        "title": _("Lines"),
        "ruled": len(result["lines"]) <= RULED,
        "widest": _widest([row for rows in told.values() for row in rows]),
        "empty": _("The agreement had ended before this period, so the statement has no lines.")
        if tail
        else _("There was no usage to share in this period, so the statement has no lines."),
        "columns": [
            _("Usage"),
            _("Quantity"),
            _("Revenue"),
            _("Share or price"),
            _("Clause"),
            _("Amount (%(currency)s)") % {"currency": currency},
        ],
        "groups": [
            {
                "name": isolate(names.of("application", code) if code else _("Other lines")),
                "count": _count(len(groups[code])),
                "rows": told[code],
                "total": amount_in(sums[code], currency),
            }
            for code in ordered
        ],
        "count": ngettext("%(total)s line together", "%(total)s lines together", len(result["lines"]))
        % {"total": formats.exact(len(result["lines"]))},
        "total": amount_in(total, currency),
        "subtotal": _("Subtotal"),
    }


def _widest(rows: list[list[str]]) -> list[list[str]]:
    """The longest texts of each column but the first: what the typesetter measures instead of every cell."""
    return [[max((row[place] for row in rows), key=len, default="") for place in cell] for cell in CELLS]


def _count(number: int) -> str:
    return ngettext("%(total)s line", "%(total)s lines", number) % {"total": formats.exact(number)}


def _row(row: LineRow, setting: Setting, several_versions: bool) -> list[str]:
    """Place, below it what it is of; quantity; revenue, foreign currency; share; clause, version; amount."""
    document, currency = row.document, setting.currency
    foreign = document.get("currency") or currency
    quantity, base, version = document.get("quantity"), document.get("base"), document.get("version")
    return [
        *_named(row, setting),
        "" if quantity is None else formats.exact(quantity),
        "" if base is None else amount_in(base, foreign),
        "" if base is None or foreign == currency else foreign,
        _share(row, currency),
        isolate(document.get("clause") or ""),
        _("version %(version)s") % {"version": version} if version and several_versions else "",
        amount_in(document["amount"], currency),
    ]


def _named(row: LineRow, setting: Setting) -> list[str]:
    if row.kind == Line.Kind.CONTRIBUTION_CREDIT:
        code = row.document["key"].partition("|")[2]
        kind = setting.names.of("contribution", setting.contribution_kinds.get(code, ""))
        return [row.kind_name, isolate(f"{kind} ({code})" if kind else code)]
    below = [row.unit] if row.kind == Line.Kind.EARNING else [row.kind_name, row.unit]
    return [isolate(row.place or row.title), " · ".join(isolate(each) for each in below if each)]


def _share(row: LineRow, currency: str) -> str:
    shown = row.share_shown
    if shown is None:
        return ""
    text = amount_in(shown, currency) if row.per_unit else formats.percent(shown)
    return f"≈ {text}" if row.share_rounded else text


def exchange_rates(result: dict[str, Any]) -> dict[str, Any] | None:
    """Each rate that a line was turned by, once; None where all was in one currency."""
    home, found = result["currency"], {}
    for line in result["lines"]:
        for step in line["steps"]:
            inputs = step["inputs"]
            if step["name"] == "fx" and "fx_rate" in inputs and line["currency"] != home:
                day, days = inputs.get("date"), inputs.get("average_of_days")
                found[line["currency"], day or "", inputs["fx_rate"]] = (days, inputs.get("source"))
    if not found:
        return None
    shown = sorted(found.items())
    rows = [
        [
            isolate(f"1 {foreign} = {formats.exact(rate)} {home}"),
            formats.day(day) if day else _("average of %(days)s daily rates") % {"days": days or ""},
            isolate(source or _("not named")) if day else "",
        ]
        for (foreign, day, rate), (days, source) in shown[:RATES]
    ]
    left, more = len(shown) - RATES, ""
    if left > 0:
        more = _("The input document has %(count)s more.") % {"count": formats.exact(left)}
    return {
        "title": _("Exchange rates"),
        "columns": [_("Rate"), _("Day"), _("Source")],
        "rows": rows,
        "more": more,
    }
