"""A statement's lines in groups with their sums, and the exchange rates they were turned by."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.web import formats
from settlements.engine.exact import exact_arithmetic
from settlements.statements.line_rows import LineRow, rows_of_document
from settlements.statements.models import Line
from settlements.statements.names import Names
from settlements.statements.pdf.amount_in import amount_in
from settlements.statements.pdf.plain_text import isolate

RATES = 24
"""As many exchange rates are named; the input document has all of them."""


def lines_told(result: dict[str, Any], names: Names, *, several_versions: bool) -> dict[str, Any]:
    """By application, what belongs to none last, as on the page."""
    groups: dict[str, list[LineRow]] = {}
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
    return {
        "title": _("Lines"),
        "empty": _("There was no usage to share in this period, so the statement has no lines."),
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
                "rows": [_row(row, currency, several_versions) for row in groups[code]],
                "total": amount_in(sums[code], currency),
            }
            for code in ordered
        ],
        "count": ngettext("%(total)s line together", "%(total)s lines together", len(result["lines"]))
        % {"total": formats.exact(len(result["lines"]))},
        "total": amount_in(total, currency),
        "subtotal": _("Subtotal"),
    }


def _count(number: int) -> str:
    return ngettext("%(total)s line", "%(total)s lines", number) % {"total": formats.exact(number)}


def _row(row: LineRow, currency: str, several_versions: bool) -> list[str]:
    """Place, what below it; quantity, unit; revenue, foreign currency; share; clause, version; amount."""
    document = row.document
    foreign = document.get("currency") or currency
    quantity, base, version = document.get("quantity"), document.get("base"), document.get("version")
    return [
        isolate(row.place or row.title),
        "" if row.kind == Line.Kind.EARNING else row.kind_name,
        "" if quantity is None else formats.exact(quantity),
        "" if quantity is None else row.unit,
        "" if base is None else amount_in(base, foreign),
        "" if base is None or foreign == currency else foreign,
        _share(row, currency),
        isolate(document.get("clause") or ""),
        _("version %(version)s") % {"version": version} if version and several_versions else "",
        amount_in(document["amount"], currency),
    ]


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
            _("1 %(foreign)s = %(rate)s %(home)s")
            % {"foreign": foreign, "rate": formats.exact(rate), "home": home},
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
