"""An estimate, for both audiences; what a period comes to over all agreements, for staff."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.accounts.access import licensor, staff_page
from portal.periods import label_of, month_of
from portal.refused import Refused
from portal.web.csv_response import csv_response
from settlements.runs.estimates.accruals import AMOUNTS, Accrual, accruals, accrued
from settlements.runs.estimates.audience import Audience
from settlements.runs.estimates.estimate_page import estimate_page
from settlements.runs.estimates.periods_offered import periods_offered
from settlements.runs.hindrances import days_of_label
from settlements.statements.access import READERS
from settlements.statements.models import Statement

PER_PAGE = 100


def estimate(request, audience: Audience, agreement: str, period: str) -> HttpResponse:
    """The statement the period would make by now; once it is issued, that."""
    found = audience.period(request.user, agreement, period)
    issued = Statement.objects.filter(agreement=found.agreement_id, period=found).only("number").first()
    if issued is not None:
        return redirect(audience.url("statement", issued.number))
    shown = estimate_page(period=found, staff=audience.is_staff, page=request.GET.get("page"))
    pages = {name: f"{audience.prefix}{name}" for name in ("agreement", "report", "statements")}
    context = {"base": audience.base, "audience": audience, "pages": pages, **shown}
    return render(request, "settlements/estimates/estimate.html", context)


@require_safe
@staff_page(*READERS)
def accrual_periods(request) -> HttpResponse:
    """To the period asked for, else to the running month."""
    label = request.GET.get("period") or _this_month(timezone.now())
    try:
        days_of_label(label)
    except Refused as refusal:
        raise Http404(refusal.sentence) from refusal
    return redirect("accrual", label)


@require_safe
@staff_page(*READERS)
def accrual(request, period: str) -> HttpResponse:
    """By partner and currency, and as CSV: each agreement, or with `by=partner` the sums."""
    try:
        rows = accruals(user=request.user, label=period)
    except Refused as refusal:
        raise Http404(refusal.sentence) from refusal
    if request.GET.get("format") == "csv":
        by_partner = request.GET.get("by") == "partner"
        name = f"accruals-{period}-by-partner" if by_partner else f"accruals-{period}"
        return csv_response(name=name, rows=_sums(period, rows) if by_partner else _lines(period, rows))
    shown = {
        "label": period,
        "labels": periods_offered(request.user, beside=period),
        "totals": accrued(rows, by_partner=False),
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "unknown": sum(each.earned is None for each in rows),
    }
    return render(request, "settlements/estimates/accrual.html", shown)


def _lines(label: str, rows: list[Accrual]) -> Iterator[tuple]:
    yield (
        *("period", "partner", "partner_name", "agreement", "direction", "currency"),
        *(*AMOUNTS, "source", "statement", "as_of", "reports"),
    )
    for each in rows:
        yield (
            *(label, each.partner.code, each.partner.name, each.agreement.number),
            *(each.direction, each.currency, each.earned, each.net_due, each.due_now),
            *(each.source, each.number, each.as_of, each.reports),
        )


def _sums(label: str, rows: list[Accrual]) -> Iterator[tuple]:
    yield (
        *("period", "partner", "partner_name", "direction", "currency"),
        *(*AMOUNTS, "agreements", "estimated"),
    )
    for each in accrued(rows, by_partner=True):
        yield (
            *(label, each.partner.code, each.partner.name, each.direction, each.currency),
            *(*(each.sums[name] for name in AMOUNTS), each.agreements, each.estimated),
        )


def _this_month(now: datetime) -> str:
    """Where the licensor lives."""
    return label_of(month_of(now.astimezone(ZoneInfo(licensor().time_zone)).date()))
