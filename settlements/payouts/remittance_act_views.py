"""The acts on remittance requests, each one domain call."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts.access import staff_page
from portal.accounts.roles import StaffRole
from portal.refused import Refused
from portal.web.act_page import act_page
from settlements.payouts import cancel_remittance as cancelling_request
from settlements.payouts import request_remittances as requesting
from settlements.payouts.access import staff_remittance
from settlements.payouts.act_parts import around, tell_outcome, whom_posted
from settlements.payouts.forms import CancelForm, DueForm

asks = require_http_methods(["GET", "HEAD", "POST"])
FINANCE = StaffRole.FINANCE


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
