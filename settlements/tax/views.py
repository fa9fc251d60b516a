"""What was withheld, for both sides; the rates of a partner, entered and confirmed by staff."""

from datetime import date
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts.access import is_staff, needed_roles, reauthenticated, staff_page
from portal.accounts.roles import StaffRole
from portal.partners.models import TaxProfile
from portal.web.act import Act
from portal.web.act_page import act_page, done_or_refused
from portal.web.csv_response import csv_response
from settlements.payouts.dates import today
from settlements.tax import confirm_rate as confirming
from settlements.tax import propose_rate as proposing
from settlements.tax.access import READERS, entries_for, rates_of, staff_partner_of_tax, staff_rates
from settlements.tax.audience import Audience
from settlements.tax.forms import RateForm
from settlements.tax.models import WithholdingRate
from settlements.tax.withheld import WithheldTax, summed, withheld_in, years_of
from settlements.tax.withholding import TaxProfiles, withholding_on

COLUMNS = "day statement period agreement partner currency taxed rate withheld"
SUMS = "country partner currency statements taxed withheld"


def withheld_tax(request, audience: Audience) -> HttpResponse:
    """One calendar year: each statement, and sums; for staff by country and partner. `format=csv|sums`."""
    entries = entries_for(request.user, None if audience.is_staff else request.partner)
    years = years_of(entries)
    year = _year(request.GET.get("year"), years)
    rows = withheld_in(year, entries)
    sums = summed(rows, _countries(rows))
    if request.GET.get("format") == "csv":
        return csv_response(name=f"withheld-tax-{year}", rows=_csv(rows))
    if request.GET.get("format") == "sums":
        return csv_response(name=f"withheld-tax-by-country-{year}", rows=_sums_csv(sums))
    rates = [] if audience.is_staff else list(rates_of(request.user, request.partner))
    shown = audience.context(
        year=year,
        years=sorted({year, *years}, reverse=True),
        rows=rows,
        sums=sums,
        rates=rates,
        now=withholding_on(rates, today()),
    )
    return render(request, "settlements/tax/withheld_tax.html", shown)


def _year(text: str | None, years: list[int]) -> int:
    if text is None:
        return years[0] if years else today().year
    if not (text.isascii() and text.isdigit() and len(text) == 4 and 1999 < int(text) < 2200):
        raise Http404
    return int(text)


def _countries(rows: list[WithheldTax]) -> dict[int, str]:
    """Statement's id → country of the rate that holds for its period, else of the tax profile of today.

    A partner that moves leaves the sums of former years as they were.
    """
    partners = {row.statement.partner_id for row in rows}
    residencies = dict(TaxProfile.objects.filter(partner__in=partners).values_list("partner", "residency"))
    profiles, found = TaxProfiles(), {}
    for row in rows:
        of = row.statement
        held = profiles.on(of.partner_id, of.period.last_day)
        found[of.pk] = held.row.country if held else residencies.get(of.partner_id, "")
    return found


def _csv(rows: list[WithheldTax]):
    yield COLUMNS.split()
    for row in rows:
        each = row.statement
        whose = (each.number, each.period.label, each.agreement.number, each.partner.code, each.currency)
        yield [row.day, *whose, row.taxed, row.rate, row.withheld]


def _sums_csv(sums):
    yield SUMS.split()
    for each in sums:
        yield [*(each.country, each.partner.code, each.currency, each.statements, each.taxed, each.withheld)]


@require_http_methods(["GET", "HEAD"])
@staff_page(*READERS)
def withholding_rates(request, partner: str) -> HttpResponse:
    """Every rate of a partner, newest first, and what may be done with the one that waits."""
    found = staff_partner_of_tax(request.user, partner, looked_at="withholding rates")
    rates = list(staff_rates(request.user, found))
    waiting = next((row for row in rates if row.state == row.State.PROPOSED), None)
    confirmed = [row for row in rates if row.state == row.State.CONFIRMED]
    may = "" if is_staff(request.user, *confirming.ROLES) else needed_roles(confirming.ROLES)
    own = confirming.why_own_rate(waiting, request.user) if waiting else ""
    acts = {
        "propose": Act(
            waiting is None, "" if is_staff(request.user, *proposing.ROLES) else needed_roles(proposing.ROLES)
        ),
        "confirm": Act(waiting is not None, may or own),
        "withdraw": Act(waiting is not None, may),
    }
    shown = {
        "base": "base_staff.html",
        "partner": found,
        "rates": rates,
        "waiting": waiting,
        "now": withholding_on(confirmed, today()),
        "acts": acts,
    }
    return render(request, "settlements/tax/withholding_rates.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(StaffRole.FINANCE)
@reauthenticated
def propose_rate(request, partner: str) -> HttpResponse:
    found = staff_partner_of_tax(request.user, partner)
    profile = TaxProfile.objects.filter(partner=found).first()
    initial: dict[str, str | date | None] = {"from_date": today().replace(day=1)}
    if profile:
        initial |= {"country": profile.residency, "treaty_until_date": profile.certificate_expires_date}
    form = RateForm(request.POST if request.method == "POST" else None, initial=initial)
    back = reverse("withholding_rates", args=[found.code])
    return act_page(
        request,
        title=_("Withholding rate of %(partner)s") % {"partner": found.name},
        text=_(
            "It takes the place of the rate in the partner's terms for every period that ends from that day "
            "on. Somebody else confirms it."
        ),
        action=_("Enter the rate"),
        act=lambda **facts: proposing.propose_rate(partner=found, by=request.user, **facts),
        done=_("Kept. Somebody else confirms it now."),
        form=form,
        back=back,
        crumbs=[(back, _("Withholding tax"))],
    )


@require_POST
@staff_page(*confirming.ROLES)
@reauthenticated
def confirm_rate(request, partner: str, rate: int) -> HttpResponse:
    act = partial(confirming.confirm_rate, row=_row(request, partner, rate), by=request.user)
    done_or_refused(request, act, done=_("Confirmed. Estimates follow, and the partner is told."))
    return redirect("withholding_rates", partner)


@require_POST
@staff_page(*confirming.ROLES)
def withdraw_rate(request, partner: str, rate: int) -> HttpResponse:
    act = partial(confirming.withdraw_rate, row=_row(request, partner, rate), by=request.user)
    done_or_refused(request, act, done=_("Withdrawn. It was never used."))
    return redirect("withholding_rates", partner)


def _row(request, code: str, rate: int) -> WithholdingRate:
    found = staff_partner_of_tax(request.user, code)
    return get_object_or_404(staff_rates(request.user, found), pk=rate)
