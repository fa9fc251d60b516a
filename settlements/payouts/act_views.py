"""The acts on payouts and remittance requests, each one domain call."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts.access import reauthenticated, staff_page
from portal.accounts.models import Partner
from portal.accounts.roles import StaffRole
from portal.refused import Refused
from portal.web.act_page import act_page
from settlements.payouts import approve_payout as approving
from settlements.payouts import cancel_payout as cancelling
from settlements.payouts import cancel_remittance as cancelling_request
from settlements.payouts import mark_paid as marking_paid
from settlements.payouts import mark_received as marking_received
from settlements.payouts import prepare_payouts as preparing
from settlements.payouts import request_remittances as requesting
from settlements.payouts.access import staff_payout, staff_remittance
from settlements.payouts.forms import CancelForm, DueForm, PaidForm, ReceivedForm

asks = require_http_methods(["GET", "HEAD", "POST"])
FINANCE, APPROVER = StaffRole.FINANCE, StaffRole.APPROVER


@require_POST
@staff_page(FINANCE)
def prepare_payouts(request) -> HttpResponse:
    """For everybody, or for the partner and currency posted."""
    made = preparing.prepare_payouts(by=request.user, **_whom(request))
    count = len(made.payouts)
    sentence = ngettext("%(count)s payout is prepared.", "%(count)s payouts are prepared.", count)
    _tell(request, count, sentence % {"count": count}, made.left_out)
    return redirect("staff_payouts")


@require_POST
@staff_page(FINANCE)
def request_remittances(request) -> HttpResponse:
    """Of everybody, or of the partner and currency posted; due on the day posted, else in 30 days."""
    form = DueForm(request.POST)
    due = form.cleaned_data["due_date"] if form.is_valid() else None
    try:
        if form.errors:
            raise Refused("bad_date", _("The day it is due could not be read. Choose it anew."))
        made = requesting.request_remittances(by=request.user, due_date=due, **_whom(request))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("staff_remittances")
    count = len(made.remittances)
    sentence = ngettext("%(count)s request is sent.", "%(count)s requests are sent.", count)
    _tell(request, count, sentence % {"count": count}, made.left_out)
    return redirect("staff_remittances")


@require_POST
@staff_page(APPROVER)
@reauthenticated
def approve_payout(request, payout: str) -> HttpResponse:
    """Approves what stood on the page: its version and fingerprint are posted."""
    found = staff_payout(request.user, payout)
    version = request.POST.get("version", "")
    try:
        approving.approve_payout(
            payout_id=found.pk,
            by=request.user,
            version=int(version) if version.isascii() and version.isdecimal() and len(version) < 9 else 0,
            fingerprint=request.POST.get("fingerprint", "").replace("\x00", ""),
        )
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Approved. Mark it as paid once it has left the bank."))
    return redirect("staff_payout", payout)


@asks
@staff_page(FINANCE, APPROVER)
@reauthenticated
def mark_paid(request, payout: str) -> HttpResponse:
    found = staff_payout(request.user, payout)
    form = PaidForm(request.POST if request.method == "POST" else None)
    return act_page(
        request,
        title=_("Mark %(number)s as paid") % {"number": payout},
        text=_("Nothing of a paid payout changes any more. The partner's finance people get an e-mail."),
        action=_("Mark as paid"),
        act=lambda **facts: marking_paid.mark_paid(payout=found, by=request.user, **facts),
        done=_("The payout is paid."),
        form=form,
        **_around("staff_payout", payout, "staff_payouts", _("Payouts")),
    )


@asks
@staff_page(FINANCE, APPROVER)
@reauthenticated
def cancel_payout(request, payout: str) -> HttpResponse:
    found = staff_payout(request.user, payout)
    form = CancelForm(request.POST if request.method == "POST" else None)
    return act_page(
        request,
        title=_("Cancel %(number)s") % {"number": payout},
        text=_("What it would have paid is unpaid again and can enter another payout."),
        action=_("Cancel the payout"),
        act=lambda reason: cancelling.cancel_payout(payout=found, by=request.user, reason=reason),
        done=_("The payout is cancelled."),
        form=form,
        danger=True,
        **_around("staff_payout", payout, "staff_payouts", _("Payouts")),
    )


@asks
@staff_page(FINANCE, APPROVER)
@reauthenticated
def mark_received(request, remittance: str) -> HttpResponse:
    found = staff_remittance(request.user, remittance)
    form = ReceivedForm(request.POST if request.method == "POST" else None)
    return act_page(
        request,
        title=_("Mark %(number)s as received") % {"number": remittance},
        text=_("Received is what is still due of it. What is held is asked for anew once it is decided."),
        action=_("Mark as received"),
        act=lambda **facts: marking_received.mark_received(remittance=found, by=request.user, **facts),
        done=_("The payment is received."),
        form=form,
        **_around("staff_remittance", remittance, "staff_remittances", _("Remittances")),
    )


@asks
@staff_page(FINANCE)
def cancel_remittance(request, remittance: str) -> HttpResponse:
    found = staff_remittance(request.user, remittance)
    form = CancelForm(request.POST if request.method == "POST" else None)
    return act_page(
        request,
        title=_("Cancel %(number)s") % {"number": remittance},
        text=_("What it asked for is still owed and can be asked for anew."),
        action=_("Cancel the request"),
        act=lambda reason: cancelling_request.cancel_remittance(
            remittance=found, by=request.user, reason=reason
        ),
        done=_("The request is cancelled."),
        form=form,
        danger=True,
        **_around("staff_remittance", remittance, "staff_remittances", _("Remittances")),
    )


def _whom(request) -> dict:
    """The partner (by code) and currency posted; nothing posted: everybody."""
    posted = {name: request.POST.get(name, "").replace("\x00", "") for name in ("partner", "currency")}
    chosen = get_object_or_404(Partner, code=posted["partner"]) if posted["partner"] else None
    return {"partner": chosen, "currency": posted["currency"] or None}


def _tell(request, count: int, done: str, left_out: list) -> None:
    if count:
        messages.success(request, done)
    elif left_out:
        partner, currency, why = left_out[0]
        messages.warning(request, f"{partner}, {currency}: {why}")
    else:
        messages.warning(request, _("There is nothing to do: no statement with an amount is issued."))


def _around(page: str, number: str, above: str, text: str) -> dict:
    """Where an act's page leads back to, and the way to it."""
    back = reverse(page, args=[number])
    return {"back": back, "crumbs": [(reverse(above), text), (back, number)]}
