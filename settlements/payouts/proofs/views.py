"""Proof of payment: handed in by the partner, opened by both sides."""

from functools import partial

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.accounts.access import partner_page, require_role
from portal.files.download import file_response
from portal.refused import Refused
from portal.web.act_page import act_page
from settlements.payouts.access import partner_remittance, staff_remittance
from settlements.payouts.act_parts import around
from settlements.payouts.audience import Audience
from settlements.payouts.proofs import add_payment_proof as adding
from settlements.payouts.proofs.forms import ProofForm
from usage.storage import files_may_be_gone


@require_http_methods(["GET", "HEAD", "POST"])
@partner_page
def add_payment_proof(request, remittance: str) -> HttpResponse:
    found = partner_remittance(request.user, remittance)
    require_role(request.user, found.partner, *adding.ROLES)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    return act_page(
        request,
        title=_("Proof of payment for %(number)s") % {"number": remittance},
        text=_("It helps us find your payment. The request is settled once the money arrives at our bank."),
        action=_("Add the file"),
        form=ProofForm(*posted),
        act=partial(adding.add_payment_proof, remittance=found, by=request.user),
        done=_("The file is added. We see it beside the request."),
        **around("remittance", remittance, "remittances", _("Remittances")),
    )


@files_may_be_gone
def payment_proof(request, audience: Audience, remittance: str, proof: int) -> HttpResponse | FileResponse:
    """The file itself. A look by staff is recorded."""
    if audience.is_staff:
        found = staff_remittance(request.user, remittance, looked_at="proof of payment")
    else:
        found = partner_remittance(request.user, remittance)
    kept = get_object_or_404(found.proofs.select_related("file"), pk=proof)
    try:
        return file_response(kept.file)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(reverse(f"{audience.prefix}remittance", args=[remittance]))
