"""The page of what partners owe by its age, and the same as CSV."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.accounts.access import staff_page
from portal.web.csv_response import csv_response
from settlements.payouts.ageing import NAMES, Ageing, ageing, totals
from settlements.payouts.audience import STAFF
from settlements.payouts.dates import today
from settlements.statements.access import READERS


@require_safe
@staff_page(*READERS)
def remittances_ageing(request) -> HttpResponse:
    day = today()
    rows = ageing(request.user, day)
    if request.GET.get("format") == "csv":
        return csv_response(name=f"ageing-{day.isoformat()}", rows=_lines(day.isoformat(), rows))
    groups = [(each, [row for row in rows if row.currency == each.currency]) for each in totals(rows)]
    headings = [
        _("Not asked for yet"),
        _("Not due yet"),
        _("1 to 30 days"),
        _("31 to 60 days"),
        _("61 to 90 days"),
        _("Over 90 days"),
        _("Total owed"),
        _("Held"),
        _("Paid too much"),
    ]
    shown = STAFF.context(day=day, groups=[(each, _amounts(each), _rows(own)) for each, own in groups])
    return render(request, "settlements/payouts/ageing.html", {**shown, "headings": headings})


def _rows(rows: list[Ageing]) -> list[tuple]:
    return [(row, _amounts(row)) for row in rows]


def _amounts(row: Ageing) -> list:
    """In the order of the headings."""
    return [row.not_asked, *(row.bands[name] for name in NAMES), row.total, row.held, row.too_much]


def _lines(day: str, rows: list[Ageing]) -> Iterator[tuple]:
    """Each partner and currency; sums are the reader's, so that no line is added up twice."""
    yield (
        "day",
        "partner",
        "partner_name",
        "currency",
        "not_asked",
        *NAMES,
        "total",
        "held",
        "paid_too_much",
    )
    for row in rows:
        yield (day, row.code, row.partner, row.currency, *_amounts(row))
