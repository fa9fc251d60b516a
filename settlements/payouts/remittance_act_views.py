"""The acts on remittance requests, each one domain call."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts.access import reauthenticated, staff_page
from portal.accounts.roles import StaffRole
from portal.refused import Refused
from portal.web.act_page import act_page, done_or_refused
from settlements.payouts import cancel_remittance as cancelling_request
from settlements.payouts import confirm_receipt as confirming
from settlements.payouts import drop_receipt as dropping
from settlements.payouts import request_remittances as requesting
from settlements.payouts import tell_receipt as telling
from settlements.payouts.access import staff_remittance
from settlements.payouts.act_parts import amount_told, around, tell_outcome, whom_posted
from settlements.payouts.forms import CancelForm, DueForm, ReceivedForm
from settlements.payouts.models import RemittanceReceipt
from settlements.payouts.sums import total_of
from settlements.payouts.what_is_due import what_is_due

asks = require_http_methods(["GET", "HEAD", "POST"])
FINANCE, APPROVER = StaffRole.FINANCE, StaffRole.APPROVER


@require_POST
@staff_page(FINANCE)
def request_remittances(request) -> HttpResponse:
    """Of everybody, or of whom the button posted; due on the day posted, else in 30 days."""
    form = DueForm(request.POST)
    due = form.cleaned_data["due_date"] if form.is_valid() else None
    try:
        if form.errors:
            raise Refused("bad_date", _("The day it is due could not be read. Choose it anew."))
        made = requesting.request_remittances(by=request.user, due_date=due, **whom_posted(request))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("staff_remittances")
    count = len(made.remittances)
    sentence = ngettext("%(count)s request is sent.", "%(count)s requests are sent.", count)
    tell_outcome(request, count, sentence % {"count": count}, made.left_out)
    return redirect("staff_remittances")


@asks
@staff_page(FINANCE, APPROVER)
@reauthenticated
def tell_receipt(request, remittance: str) -> HttpResponse:
    found = staff_remittance(request.user, remittance)
    due = total_of(part.due for part in what_is_due(found))
    form = ReceivedForm(request.POST if request.method == "POST" else None, initial={"amount": due})
    return act_page(
        request,
        title=_("A payment of %(number)s arrived") % {"number": remittance},
        text=amount_told(
            found, due, _("%(amount)s of %(partner)s is still due. Somebody else confirms what you enter.")
        ),
        action=_("Enter the payment"),
        act=lambda **facts: telling.tell_receipt(remittance=found, by=request.user, **facts),
        done=_("Kept. Somebody else confirms it now."),
        form=form,
        **around("staff_remittance", remittance, "staff_remittances", _("Remittances")),
    )


@require_POST
@staff_page(FINANCE, APPROVER)
@reauthenticated
def confirm_receipt(request, remittance: str) -> HttpResponse:
    act = partial(confirming.confirm_receipt, receipt=_told(request, remittance), by=request.user)
    done_or_refused(request, act, done=_("Confirmed. The partner is told."))
    return redirect("staff_remittance", remittance)


@require_POST
@staff_page(FINANCE, APPROVER)
def drop_receipt(request, remittance: str) -> HttpResponse:
    act = partial(dropping.drop_receipt, receipt=_told(request, remittance), by=request.user)
    done_or_refused(request, act, done=_("Taken back. The request stays as it was."))
    return redirect("staff_remittance", remittance)


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
        **around("staff_remittance", remittance, "staff_remittances", _("Remittances")),
    )


def _told(request, remittance: str) -> RemittanceReceipt:
    """The newest word on it: decided meanwhile, the act says by whom. None at all: Http404."""
    found = staff_remittance(request.user, remittance)
    people = ("remittance__partner", "told_by", "decided_by")
    receipt = found.receipts.filter(bank_entry="").select_related(*people).order_by("-pk").first()
    return receipt or get_object_or_404(RemittanceReceipt, pk=None)
