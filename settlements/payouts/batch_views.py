"""A batch of payouts and the acts on it, each one domain call."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts.access import reauthenticated, staff_page
from portal.accounts.roles import StaffRole
from portal.refused import Refused
from portal.web import formats
from portal.web.act_page import act_page
from settlements.payouts import approve_batch as approving
from settlements.payouts import cancel_batch as cancelling
from settlements.payouts import export_batch as exporting
from settlements.payouts import prepare_payouts as preparing
from settlements.payouts.access import staff_batch
from settlements.payouts.act_parts import around, tell_outcome, whom_posted
from settlements.payouts.audience import STAFF
from settlements.payouts.bank_file import NAME
from settlements.payouts.batch_page import batch_page
from settlements.payouts.forms import CancelForm, PrepareForm
from settlements.statements.access import READERS

asks = require_http_methods(["GET", "HEAD", "POST"])
FINANCE, APPROVER = StaffRole.FINANCE, StaffRole.APPROVER
TOLD = 5
"""Of so many partners is told what is due later; the list of payouts has all."""


@require_POST
@staff_page(FINANCE)
def prepare_payouts(request) -> HttpResponse:
    """For everybody, or for whom the button posted; by the days posted."""
    form = PrepareForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused("bad_date", _("A day could not be read. Choose it anew."))
        made = preparing.prepare_payouts(by=request.user, **form.cleaned_data, **whom_posted(request))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("staff_payouts")
    count = len(made.payouts)
    sentence = ngettext(
        "%(count)s payout is prepared in %(batch)s.", "%(count)s payouts are prepared in %(batch)s.", count
    )
    names = {"count": formats.exact(count), "batch": made.batch and made.batch.number}
    tell_outcome(request, count, sentence % names, made.left_out)
    for partner, currency, why in made.later[:TOLD]:
        messages.info(request, f"{partner}, {currency}: {why}")
    return redirect("payout_batch", made.batch.number) if made.batch else redirect("staff_payouts")


@require_safe
@staff_page(*READERS)
def payout_batch(request, batch: str) -> HttpResponse:
    """What it pays to whom, from which account; who approved it; its bank file and what the bank did."""
    found = staff_batch(request.user, batch)
    shown = STAFF.context(**batch_page(found, request.user))
    return render(request, "settlements/payouts/batch.html", shown)


@require_POST
@staff_page(APPROVER)
@reauthenticated
def approve_batch(request, batch: str) -> HttpResponse:
    """Approves what stood on the page: its version and fingerprint are posted."""
    found = staff_batch(request.user, batch)
    version = request.POST.get("version", "")
    try:
        row = approving.approve_batch(
            batch_id=found.pk,
            by=request.user,
            version=int(version) if version.isascii() and version.isdecimal() and len(version) < 9 else 0,
            fingerprint=request.POST.get("fingerprint", "").replace("\x00", ""),
        )
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        done = _("Approved. Download the bank file and hand it to the bank.")
        waits = _("Approved by you. So much is paid that a second approver has to agree, too.")
        messages.success(request, waits if row.state == row.State.PREPARED else done)
    return redirect("payout_batch", batch)


@require_POST
@staff_page(FINANCE, APPROVER)
@reauthenticated
def export_batch(request, batch: str) -> HttpResponse:
    found = staff_batch(request.user, batch)
    try:
        content = exporting.export_batch(batch=found, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("payout_batch", batch)
    name = NAME.format(number=found.number)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/xml", headers=headers)


@asks
@staff_page(FINANCE, APPROVER)
@reauthenticated
def cancel_batch(request, batch: str) -> HttpResponse:
    found = staff_batch(request.user, batch)
    form = CancelForm(request.POST if request.method == "POST" else None)
    return act_page(
        request,
        title=_("Cancel %(number)s") % {"number": batch},
        text=_("Everything it would have paid is unpaid again and can enter another batch."),
        action=_("Cancel the batch"),
        act=lambda reason: cancelling.cancel_batch(batch=found, by=request.user, reason=reason),
        done=_("The batch is cancelled."),
        form=form,
        danger=True,
        **around("payout_batch", batch, "staff_payouts", _("Payouts")),
    )
