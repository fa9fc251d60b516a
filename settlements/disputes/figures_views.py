"""Figures of disputes for both sides; the workload, for staff."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import render

from portal.money.rounding import round_money
from portal.web.csv_response import csv_response
from settlements.disputes.audience import Audience
from settlements.disputes.figures import Figure, figures_of
from settlements.disputes.workload import workload

COLUMNS = "category currency open ended median_days claimed upheld upheld_rate held"


def dispute_figures(request, audience: Audience) -> HttpResponse:
    """All that the reader may see. `format=csv`."""
    rows, sums = figures_of(audience.disputes(request))
    if request.GET.get("format") == "csv":
        return csv_response(name="dispute-figures", rows=_csv([*rows, *sums]))
    shown = audience.context(rows=rows, sums=sums)
    return render(request, "settlements/disputes/figures.html", shown)


def dispute_workload(request, audience: Audience) -> HttpResponse:
    shown = audience.context(loads=workload(request.user))
    return render(request, "settlements/disputes/workload.html", shown)


def _csv(rows: list[Figure]) -> Iterator[list]:
    yield COLUMNS.split()
    for row in rows:
        amounts = [round_money(each, row.currency) for each in (row.claimed, row.upheld)]
        counts = (row.category or "all", row.currency, row.open, row.ended, row.median_days)
        yield [*counts, *amounts, row.upheld_rate, round_money(row.held, row.currency)]
