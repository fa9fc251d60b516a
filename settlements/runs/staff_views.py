"""Runs as staff see them: the list, opening one, one run, one agreement in it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.access import is_staff, licensor, needed_roles, staff_page
from portal.accounts.roles import StaffRole
from portal.periods import label_of, month_of, previous_period
from portal.refused import Refused
from portal.web.listing import list_page
from settlements.runs import open_run as opening
from settlements.runs.access import staff_run, staff_runs, staff_settlement
from settlements.runs.forms import AgreementsForm, PeriodForm
from settlements.runs.hindrances import candidates
from settlements.runs.models import Blocker
from settlements.runs.run_page import run_page
from settlements.runs.settlement_page import settlement_page
from settlements.runs.tables import RunFilters, RunTable
from settlements.statements.access import READERS

STOP_POLLING = 286


@require_safe
@staff_page(*READERS)
def runs(request) -> HttpResponse:
    open_blockers = Blocker.objects.filter(settlement__run=OuterRef("pk"), waived_by=None).order_by()
    counted = open_blockers.values("settlement__run").annotate(count=Count("pk")).values("count")
    queryset = staff_runs(request.user).annotate(
        agreements=Count("settlements", distinct=True), open_blockers=Coalesce(Subquery(counted), 0)
    )
    may = is_staff(request.user, StaffRole.FINANCE)
    return list_page(
        request,
        queryset=queryset,
        table_class=RunTable,
        filter_class=RunFilters,
        template="settlements/runs/runs.html",
        name="runs",
        extra={"may": may, "why_not": "" if may else needed_roles([StaffRole.FINANCE])},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(StaffRole.FINANCE)
def open_run(request) -> HttpResponse:
    """Choose a period; see which agreements can be settled for it, and why the others cannot; open."""
    label = request.GET.get("label", "").strip() or _last_month(timezone.now())
    period, found = PeriodForm({"label": label}), []
    if period.is_valid():
        try:
            found = candidates(label=label)
        except Refused as refusal:
            period.add_error("label", refusal.sentence)
    form = AgreementsForm(request.POST if request.method == "POST" else None, candidates=found)
    if request.method == "POST" and form.is_valid():
        try:
            run = opening.open_run(label=label, by=request.user, agreements=form.chosen())
        except Refused as refusal:
            messages.error(request, refusal.sentence)
        else:
            return redirect("run", run.pk)
    shown = {
        "period": period,
        "label": label,
        "form": form,
        "hindered": [each for each in found if each.hindrance],
        "asked": not period.errors,
    }
    refused = request.method == "POST"
    return render(request, "settlements/runs/open_run.html", shown, status=422 if refused else 200)


def _last_month(now: datetime) -> str:
    """The newest month that is over where the licensor lives."""
    today = now.astimezone(ZoneInfo(licensor().time_zone)).date()
    return label_of(previous_period(month_of(today)))


@require_safe
@staff_page(*READERS)
def run(request, run_id: int) -> HttpResponse:
    found = staff_run(request.user, run_id)
    shown = run_page(run=found, reader=request.user, page=request.GET.get("page"))
    return render(request, "settlements/runs/run.html", shown)


@require_safe
@staff_page(*READERS)
def run_progress(request, run_id: int) -> HttpResponse:
    """The fragment that follows the work; status 286 tells htmx that it is over."""
    found = staff_run(request.user, run_id)
    shown = run_page(run=found, reader=request.user)
    status = 200 if shown["moving"] else STOP_POLLING
    return render(request, "settlements/runs/_run_body.html", shown, status=status)


@require_safe
@staff_page(*READERS)
def settlement(request, run_id: int, number: str) -> HttpResponse:
    found = staff_settlement(request.user, run_id, number)
    shown = settlement_page(settlement=found, reader=request.user, page=request.GET.get("page"))
    return render(request, "settlements/runs/settlement.html", shown)
