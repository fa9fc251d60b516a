"""What partners owe, by how long it has been due."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import render

from portal.money.rounding import round_money
from portal.web.csv_response import csv_response
from settlements.payouts.ageing import CLASSES, Aged, ageing
from settlements.payouts.audience import Audience
from settlements.payouts.dates import today


def remittance_ageing(request, audience: Audience) -> HttpResponse:
    """As of today, where the licensor lives. `format=csv`."""
    day = today()
    rows, sums = ageing(request.user, today=day, partner=None if audience.is_staff else request.partner)
    if request.GET.get("format") == "csv":
        return csv_response(name=f"ageing-{day.isoformat()}", rows=_csv(rows))
    shown = audience.context(day=day, rows=rows, sums=sums, classes=CLASSES.values())
    return render(request, "settlements/payouts/ageing.html", shown)


def _csv(rows: list[Aged]) -> Iterator[list]:
    yield ["partner", "currency", *CLASSES, "total"]
    for row in rows:
        amounts = [round_money(each, row.currency) for each in (*row.amounts.values(), row.total)]
        yield [row.partner and row.partner.code, row.currency, *amounts]
