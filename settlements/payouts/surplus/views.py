"""The acts on money that was paid too much, each one domain call."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts.access import reauthenticated, staff_page
from portal.web import formats
from portal.web.act_page import act_page, done_or_refused
from settlements.payouts.access import staff_remittance
from settlements.payouts.act_parts import around
from settlements.payouts.models import RemittanceReceipt
from settlements.payouts.second_word import ROLES
from settlements.payouts.surplus import confirm_surplus_use as confirming
from settlements.payouts.surplus import drop_surplus_use as dropping
from settlements.payouts.surplus import tell_surplus_sent_back as sending
from settlements.payouts.surplus import tell_surplus_used as using
from settlements.payouts.surplus.forms import SentBackForm, UseForm
from settlements.payouts.surplus.models import SurplusUse
from settlements.payouts.surplus.surplus_left import surplus_left
from settlements.payouts.surplus.surplus_shown import requests_to_use_it_for

asks = require_http_methods(["GET", "HEAD", "POST"])


@asks
@staff_page(*ROLES)
@reauthenticated
def tell_surplus_used(request, remittance: str, receipt: int) -> HttpResponse:
    found = _receipt(request, remittance, receipt)
    if not requests_to_use_it_for(found).exists():
        messages.warning(
            request,
            _("The partner has no open request in this currency. Ask for what it owes, or send it back."),
        )
        return redirect("staff_remittance", remittance)
    return act_page(
        request,
        title=_("Use what was paid too much"),
        text=_told(found, _("%(amount)s is left. As much of it as the request has due is used for it.")),
        action=_("Use it"),
        form=UseForm(request.POST if request.method == "POST" else None, receipt=found),
        act=partial(using.tell_surplus_used, receipt=found, by=request.user),
        done=_("Kept. Somebody else confirms it now."),
        **around("staff_remittance", remittance, "staff_remittances", _("Remittances")),
    )


@asks
@staff_page(*ROLES)
@reauthenticated
def tell_surplus_sent_back(request, remittance: str, receipt: int) -> HttpResponse:
    found = _receipt(request, remittance, receipt)
    return act_page(
        request,
        title=_("What was paid too much was sent back"),
        text=_told(found, _("%(amount)s is left. Send it back at the bank first, then enter it here.")),
        action=_("Enter it"),
        form=SentBackForm(request.POST if request.method == "POST" else None),
        act=partial(sending.tell_surplus_sent_back, receipt=found, by=request.user),
        done=_("Kept. Somebody else confirms it now."),
        **around("staff_remittance", remittance, "staff_remittances", _("Remittances")),
    )


@require_POST
@staff_page(*ROLES)
@reauthenticated
def confirm_surplus_use(request, remittance: str, receipt: int) -> HttpResponse:
    act = partial(confirming.confirm_surplus_use, use=_use(request, remittance, receipt), by=request.user)
    done_or_refused(request, act, done=_("Confirmed. The partner is told."))
    return redirect("staff_remittance", remittance)


@require_POST
@staff_page(*ROLES)
def drop_surplus_use(request, remittance: str, receipt: int) -> HttpResponse:
    act = partial(dropping.drop_surplus_use, use=_use(request, remittance, receipt), by=request.user)
    done_or_refused(request, act, done=_("Taken back. It is left as before."))
    return redirect("staff_remittance", remittance)


def _receipt(request, remittance: str, receipt: int) -> RemittanceReceipt:
    found = staff_remittance(request.user, remittance)
    rows = found.receipts.select_related("remittance__partner", "partner")
    return get_object_or_404(rows.filter(surplus__gt=0), pk=receipt)


def _use(request, remittance: str, receipt: int) -> SurplusUse:
    """The newest word on it: decided meanwhile, the act says by whom. None at all: Http404."""
    found = _receipt(request, remittance, receipt)
    people = ("receipt__remittance__partner", "remittance__partner", "partner", "told_by", "decided_by")
    use = found.uses.select_related(*people).order_by("-pk").first()
    return use or get_object_or_404(SurplusUse, pk=None)


def _told(receipt: RemittanceReceipt, sentence: str) -> str:
    return sentence % {"amount": formats.money(surplus_left(receipt), receipt.remittance.currency)}
