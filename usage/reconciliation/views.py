"""The page on which both sides see both sides' figures, and its table as CSV."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from agreements.models import Agreement
from portal.refused import Refused
from portal.web.csv_response import csv_response
from usage.access import may_report
from usage.audience import Audience, visible_agreement
from usage.models import Period
from usage.periods.open_period import days_of, find_period
from usage.reconciliation.pairs import Row
from usage.reconciliation.reconcile import reconcile
from usage.reconciliation.reconciliation_page import fitting, reconciliation_page
from usage.reconciliation.words import Names
from usage.storage import files_may_be_gone

ASKED = ("search", "show", "order", "page")
LONGEST = 100
HEAD = [
    *("application", "model", "market", "unit", "measure", "currency", "reporter", "other_side"),
    *("difference", "difference_share", "tolerated", "verdict"),
]


@require_safe
@files_may_be_gone
def reconciliation(request, audience: Audience, number: str, label: str) -> HttpResponse:
    period, agreement = _period(audience, request, number, label)
    context = audience.context(agreement=agreement, label=label, page=None)
    if period is None:
        first = days_of(agreement=agreement, label=label).start
        may_counter = may_report(request.user, agreement, first, counter=True)
        return render(request, "usage/reconciliation.html", context | {"may_counter": may_counter})
    try:
        shown = reconciliation_page(
            period=period, audience=audience, reader=request.user, asked=_asked(request)
        )
    except Refused as refusal:
        return _rows_gone(request, audience, refusal)
    return render(request, "usage/reconciliation.html", context | shown)


@require_safe
@files_may_be_gone
def reconciliation_csv(request, audience: Audience, number: str, label: str) -> HttpResponse:
    """The rows chosen, in codes and plain numbers."""
    period, _agreement = _period(audience, request, number, label)
    try:
        rows = fitting(reconcile(period=period), Names(), _asked(request)) if period else []
    except Refused as refusal:
        return _rows_gone(request, audience, refusal)
    return csv_response(name=f"reconciliation-{number}-{label}", rows=_lines(rows))


def _rows_gone(request, audience: Audience, refusal: Refused) -> HttpResponse:
    """Sums that would have to be made anew from rows that were erased."""
    messages.info(request, refusal.sentence)
    return redirect(audience.url("reports"))


def _lines(rows: list[Row]) -> Iterator[list]:
    yield HEAD
    for row in rows:
        for pair in row.pairs:
            currency = "" if pair.of == row.place.unit else pair.of
            differs = [pair.difference, pair.share] if pair.compared else [None, None]
            yield [
                *(*row.place, pair.measure, currency, pair.reported, pair.countered),
                *(*differs, pair.limit, pair.verdict),
            ]


def _period(audience: Audience, request, number: str, label: str) -> tuple[Period | None, Agreement]:
    """The period's row, None where nothing happened in it yet, and the agreement. No such period: Http404."""
    agreement = visible_agreement(audience, request.user, number)
    try:
        return find_period(agreement=agreement, label=label), agreement
    except Refused as refusal:
        raise Http404(refusal.sentence) from None


def _asked(request) -> dict[str, str]:
    return {name: request.GET.get(name, "").strip()[:LONGEST] for name in ASKED}
