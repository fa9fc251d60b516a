"""The opening balance of an agreement: read by both sides, entered and confirmed by staff."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from agreements.access import RATE_READERS
from agreements.models import Agreement
from agreements.rows import posted
from portal.accounts.access import is_staff, needed_roles, partner_page, reauthenticated, staff_page
from portal.refused import Refused
from portal.web.act import Act
from portal.web.act_page import ReasonForm, act_page
from settlements.openings import access
from settlements.openings import confirm_opening as confirming
from settlements.openings import discard_opening as discarding
from settlements.openings import enter_opening as entering
from settlements.openings.forms import OpeningForm
from settlements.openings.models import AgreementOpening
from settlements.openings.read import terms_to_open
from settlements.openings.shown import counters_of, facts_of
from settlements.openings.why_not import (
    CONFIRMS,
    DISCARDS,
    ENTERS,
    why_not_carry_over,
    why_not_confirm,
)

asks = require_http_methods(["GET", "HEAD", "POST"])
State = AgreementOpening.State


@require_safe
@partner_page
def opening(request, number: str) -> HttpResponse:
    found = access.agreement_for_partner(request.user, number)
    return _page(request, found, staff=False)


@require_safe
@staff_page(*RATE_READERS)
def staff_opening(request, number: str) -> HttpResponse:
    found = access.agreement_for_staff(request.user, number, "staff_opening")
    return _page(request, found, staff=True)


def _page(request, agreement: Agreement, *, staff: bool) -> HttpResponse:
    rows = access.openings_of(agreement, staff=staff)
    live = next((row for row in rows if row.state != State.DISCARDED), None)
    shown = {
        "base": "base_staff.html" if staff else "base_partner.html",
        "staff": staff,
        "agreement": agreement,
        "back": reverse("staff_agreement" if staff else "agreement", args=[agreement.number]),
        "live": live,
        "facts": facts_of(live) if live else [],
        "counters": counters_of(live) if live else [],
        "discarded": [row for row in rows if row.state == State.DISCARDED],
        "acts": _acts(request.user, agreement, live) if staff else {},
    }
    return render(request, "settlements/openings/opening.html", shown)


def _acts(user, agreement: Agreement, live: AgreementOpening | None) -> dict[str, Act]:
    """By URL name."""
    entered = live is not None and live.state == State.ENTERED
    may_enter = "" if is_staff(user, *ENTERS) else needed_roles(ENTERS)
    return {
        "enter": Act(live is None, may_enter or why_not_carry_over(agreement)),
        "confirm": Act(entered, why_not_confirm(live, user) if entered else ""),
        "discard": Act(entered, "" if is_staff(user, *DISCARDS) else needed_roles(DISCARDS)),
    }


@asks
@staff_page(*ENTERS)
def enter_opening(request, number: str) -> HttpResponse:
    found = access.agreement_for_staff(
        request.user, number, "" if request.method == "POST" else "enter_opening"
    )
    form = OpeningForm(posted(request), agreement=found, terms=terms_to_open(found))
    if request.method == "POST" and form.is_valid():
        try:
            entering.enter_opening(agreement=found, figures=form.figures(), by=request.user)
        except entering.BadOpening as bad:
            form.place_faults(bad.faults)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("staff_opening", number)
    shown = {"form": form, "agreement": found, "why_not": why_not_carry_over(found)}
    return render(request, "settlements/openings/enter.html", shown, status=422 if form.errors else 200)


@asks
@staff_page(*CONFIRMS)
@reauthenticated
def confirm_opening(request, number: str, opening_id: int) -> HttpResponse:
    found = access.agreement_for_staff(
        request.user, number, "" if request.method == "POST" else "confirm_opening"
    )
    row = access.staff_opening(found, opening_id)
    return act_page(
        request,
        title=_("Confirm what is carried over"),
        text=_(
            "Compare each figure with the former books first. Once confirmed it is posted, the first period "
            "opens with it, and it never changes again."
        ),
        action=pgettext("opening balance", "Confirm"),
        act=lambda: confirming.confirm_opening(opening=row, by=request.user),
        done=_("Confirmed. The first period may be settled."),
        template="settlements/openings/confirm.html",
        extra={"facts": facts_of(row), "counters": counters_of(row), "base": "base_staff.html"},
        **_around(number),
    )


@asks
@staff_page(*DISCARDS)
def discard_opening(request, number: str, opening_id: int) -> HttpResponse:
    found = access.agreement_for_staff(request.user, number)
    row = access.staff_opening(found, opening_id)
    return act_page(
        request,
        title=_("Discard the opening balance"),
        text=_("It stays on record. Another one may be entered."),
        action=_("Discard"),
        act=lambda reason: discarding.discard_opening(opening=row, by=request.user, reason=reason),
        done=_("The opening balance is discarded."),
        form=ReasonForm(request.POST if request.method == "POST" else None),
        danger=True,
        **_around(number),
    )


def _around(number: str) -> dict:
    back = reverse("staff_opening", args=[number])
    agreement = (reverse("staff_agreement", args=[number]), number)
    return {"back": back, "crumbs": [agreement, (back, _("Opening balance"))]}
