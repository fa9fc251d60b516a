"""The acts on what arrived for a remittance request, each one domain call."""

from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts.access import reauthenticated, staff_page
from portal.accounts.roles import StaffRole
from portal.web import formats
from portal.web.act_page import act_page, done_or_refused
from settlements.payouts import confirm_receipt as confirming
from settlements.payouts import drop_receipt as dropping
from settlements.payouts import tell_receipt as telling
from settlements.payouts import tell_surplus_sent_back as sending_back
from settlements.payouts import tell_surplus_used as using
from settlements.payouts.access import staff_receipt, staff_remittance, staff_remittances
from settlements.payouts.act_parts import amount_told, around
from settlements.payouts.forms import ReceiptForm, SentBackForm
from settlements.payouts.models import Remittance, RemittanceReceipt
from settlements.payouts.surplus import surplus_left
from settlements.payouts.what_is_due import still_due

asks = require_http_methods(["GET", "HEAD", "POST"])
FINANCE, APPROVER = StaffRole.FINANCE, StaffRole.APPROVER


@asks
@staff_page(FINANCE, APPROVER)
@reauthenticated
def tell_receipt(request, remittance: str) -> HttpResponse:
    found = staff_remittance(request.user, remittance)
    due = still_due(found)
    posted = request.POST if request.method == "POST" else None
    return act_page(
        request,
        title=_("Money arrived for %(number)s") % {"number": remittance},
        text=amount_told(
            found,
            due,
            _(
                "%(amount)s of %(partner)s is still due. Say what arrived of it; somebody else confirms it, "
                "then the partner is told. It settles the oldest statement first."
            ),
        ),
        action=_("Say that it arrived"),
        act=lambda **facts: telling.tell_receipt(remittance=found, by=request.user, **facts),
        done=_("Kept. Somebody else confirms it now."),
        form=ReceiptForm(posted, currency=found.currency, due=due),
        **_back(remittance),
    )


@require_POST
@staff_page(FINANCE, APPROVER)
@reauthenticated
def confirm_receipt(request, remittance: str, receipt: int) -> HttpResponse:
    found = staff_receipt(request.user, remittance, receipt)
    act = partial(confirming.confirm_receipt, receipt=found, by=request.user)
    done_or_refused(request, act, done=_("Confirmed. The partner is told."))
    return redirect("staff_remittance", remittance)


@require_POST
@staff_page(FINANCE, APPROVER)
def drop_receipt(request, remittance: str, receipt: int) -> HttpResponse:
    found = staff_receipt(request.user, remittance, receipt)
    act = partial(dropping.drop_receipt, receipt=found, by=request.user)
    done_or_refused(request, act, done=_("Taken back. What is due stays as it was."))
    return redirect("staff_remittance", remittance)


@asks
@staff_page(FINANCE, APPROVER)
@reauthenticated
def tell_surplus_used(request, remittance: str, receipt: int) -> HttpResponse:
    found = staff_receipt(request.user, remittance, receipt)
    requests = _open_requests(request, found)
    if not requests.exists():
        sentence = _("No request of the partner is open in this currency. Ask for what it owes first.")
        messages.error(request, sentence)
        return redirect("staff_remittance", remittance)
    form = _UseForm(requests, request.POST if request.method == "POST" else None)
    return act_page(
        request,
        title=_("Use what was paid too much for %(number)s") % {"number": remittance},
        text=_left(
            found,
            _(
                "%(amount)s of %(partner)s is left. It settles what a request has due, once somebody "
                "confirms it."
            ),
        ),
        action=_("Use it"),
        act=lambda onto: using.tell_surplus_used(receipt=found, onto=onto, by=request.user),
        done=_("Kept. Somebody else confirms it now."),
        form=form,
        leads_to=lambda use: reverse("staff_remittance", args=[use.remittance.number]),
        **_back(remittance),
    )


@asks
@staff_page(FINANCE, APPROVER)
@reauthenticated
def tell_surplus_sent_back(request, remittance: str, receipt: int) -> HttpResponse:
    found = staff_receipt(request.user, remittance, receipt)
    return act_page(
        request,
        title=_("What was paid too much for %(number)s was sent back") % {"number": remittance},
        text=_left(
            found,
            _("%(amount)s of %(partner)s is left. Say how it was sent back; somebody else confirms it."),
        ),
        action=_("Say that it was sent back"),
        act=lambda **facts: sending_back.tell_surplus_sent_back(receipt=found, by=request.user, **facts),
        done=_("Kept. Somebody else confirms it now."),
        form=SentBackForm(request.POST if request.method == "POST" else None),
        **_back(remittance),
    )


class _UseForm(forms.Form):
    def __init__(self, requests, *args) -> None:
        super().__init__(*args)
        self.fields["onto"] = _RequestField(
            requests, to_field_name="number", label=_("Remittance request"), empty_label=None
        )


class _RequestField(forms.ModelChoiceField):
    def label_from_instance(self, request: Remittance) -> str:
        return f"{request.number} · {formats.money(request.still_due, request.currency)}"


def _open_requests(request, receipt: RemittanceReceipt):
    paid = receipt.remittance
    rows = staff_remittances(request.user).filter(partner=paid.partner, currency=paid.currency)
    return rows.filter(state=Remittance.State.REQUESTED).order_by("due_date", "pk")


def _left(receipt: RemittanceReceipt, sentence: str) -> str:
    return amount_told(receipt.remittance, surplus_left(receipt), sentence)


def _back(remittance: str) -> dict:
    return around("staff_remittance", remittance, "staff_remittances", _("Remittances"))
