"""Exchange rates: the list, a manual rate, withdrawing one, the ECB's file."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.access import is_staff, needed_roles, staff_page
from portal.accounts.roles import StaffRole
from portal.refused import Refused
from portal.web.listing import list_page
from settlements.fx import enter_rate as entering
from settlements.fx import import_ecb_rates as importing
from settlements.fx import withdraw_rate as withdrawing
from settlements.fx.access import staff_rate, staff_rates
from settlements.fx.forms import EcbFileForm, RateForm, ReasonForm
from settlements.fx.import_ecb_rates import EcbImport
from settlements.fx.tables import RateFilters, RateTable, WithdrawableRateTable

asks = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff_page()
def fx_rates(request) -> HttpResponse:
    may = is_staff(request.user, StaffRole.FINANCE)
    return list_page(
        request,
        queryset=staff_rates(request.user),
        table_class=WithdrawableRateTable if may else RateTable,
        filter_class=RateFilters,
        template="settlements/fx/fx_rates.html",
        name="exchange-rates",
        extra={"may": may, "why_not": "" if may else needed_roles([StaffRole.FINANCE])},
    )


@asks
@staff_page(StaffRole.FINANCE)
def enter_rate(request) -> HttpResponse:
    asked = {name: request.GET.get(name, "") for name in ("base", "quote", "date")}
    form = RateForm(request.POST if request.method == "POST" else None, initial=asked)
    if request.method == "POST" and form.is_valid():
        try:
            made = entering.enter_rate(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            names = {"base": made.base, "quote": made.quote}
            messages.success(request, _("The rate of %(base)s in %(quote)s is entered.") % names)
            return redirect("fx_rates")
    return render(request, "settlements/fx/enter_rate.html", {"form": form}, status=_status(form))


@asks
@staff_page(StaffRole.FINANCE)
def withdraw_rate(request, rate_id: int) -> HttpResponse:
    rate = staff_rate(request.user, rate_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            withdrawing.withdraw_rate(rate=rate, by=request.user, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The rate is withdrawn and stays on record."))
            return redirect("fx_rates")
    shown = {"form": form, "rate": rate}
    return render(request, "settlements/fx/withdraw_rate.html", shown, status=_status(form))


@asks
@staff_page(StaffRole.FINANCE)
def import_ecb_rates(request) -> HttpResponse:
    form, outcome = (
        EcbFileForm(request.POST if request.method == "POST" else None, request.FILES or None),
        None,
    )
    if request.method == "POST" and form.is_valid():
        try:
            outcome = importing.import_ecb_rates(file=form.cleaned_data["file"], by=request.user)
        except Refused as refusal:
            form.add_error("file", refusal.sentence)
        else:
            messages.success(request, _told(outcome))
            if not outcome.differences:
                return redirect("fx_rates")
    shown = {"form": form, "outcome": outcome}
    return render(request, "settlements/fx/import_ecb_rates.html", shown, status=_status(form))


def _told(outcome: EcbImport) -> str:
    sentence = ngettext("%(count)s rate was added.", "%(count)s rates were added.", outcome.added)
    return sentence % {"count": outcome.added}


def _status(form) -> int:
    return 422 if form.errors else 200
