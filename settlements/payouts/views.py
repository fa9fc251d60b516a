"""Payouts and remittance requests: the lists and one of them, for both audiences."""

from datetime import date

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render

from agreements.fields import DayField
from portal.accounts.access import is_staff
from portal.web.listing import list_page
from settlements.payouts import tables
from settlements.payouts.acts import ROLES, why_not
from settlements.payouts.audience import Audience
from settlements.payouts.due_groups import due_groups
from settlements.payouts.forms import DueForm, PrepareForm
from settlements.payouts.next_payments import next_payments
from settlements.payouts.pages import payout_page, remittance_page
from settlements.payouts.positions import PAYABLE, RECEIVABLE, Position
from settlements.payouts.waiting import batches_to_approve, batches_to_send


def payouts(request, audience: Audience) -> HttpResponse:
    """To staff also what is unpaid by the day it is due; `?until=DAY`: as it is to be prepared until then."""
    found = audience.positions(request, PAYABLE)
    until = _day(request.GET.get("until", "")) if audience.is_staff else None
    extra = _gathered(request, found, "prepare_payouts", until)
    if audience.is_staff:
        extra["waiting"] = [*batches_to_approve(request.user), *batches_to_send(request.user)]
        extra["form"] = PrepareForm(initial={"due_until": until})
        extra["due_groups"] = due_groups(found)
    return list_page(
        request,
        queryset=audience.payouts(request),
        table_class=tables.StaffPayoutTable if audience.is_staff else tables.PayoutTable,
        filter_class=tables.StaffPayoutFilters if audience.is_staff else tables.PayoutFilters,
        template="settlements/payouts/payouts.html",
        name="payouts",
        extra=audience.context(**extra),
    )


def payout(request, audience: Audience, payout: str) -> HttpResponse:
    """One payout: what came of it so far, what it pays, and to staff what may be done with it."""
    found = audience.payout(request.user, payout)
    shown = payout_page(found, request.user, staff=audience.is_staff, prefix=audience.prefix)
    return render(request, "settlements/payouts/payout.html", audience.context(**shown))


def remittances(request, audience: Audience) -> HttpResponse:
    found = audience.positions(request, RECEIVABLE)
    extra = _gathered(request, found, "request_remittances")
    return list_page(
        request,
        queryset=audience.remittances(request),
        table_class=tables.StaffRemittanceTable if audience.is_staff else tables.RemittanceTable,
        filter_class=tables.StaffRemittanceFilters if audience.is_staff else tables.RemittanceFilters,
        template="settlements/payouts/remittances.html",
        name="remittances",
        extra=audience.context(form=DueForm(), **extra),
    )


def remittance(request, audience: Audience, remittance: str) -> HttpResponse:
    """One request: asked for, held, still due, received, by statement."""
    found = audience.remittance(request.user, remittance)
    shown = audience.context(**remittance_page(found, request.user, staff=audience.is_staff))
    return render(request, "settlements/payouts/remittance.html", shown)


def _gathered(request, found: list[Position], act: str, until: date | None = None) -> dict:
    """Where everybody stands, and whether the reader may go on from there by the act."""
    return {
        "next_payments": next_payments(found, until=until),
        "any_ready": any(each.is_ready for each in found),
        "refused": why_not(act, request.user),
        "has_role": is_staff(request.user, *ROLES[act]),
    }


def _day(text: str) -> date | None:
    """None where it is none."""
    try:
        return DayField(required=False).clean(text)
    except ValidationError:
        return None
