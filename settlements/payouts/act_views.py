"""The acts on payouts, each one domain call."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts.access import reauthenticated, staff_page
from portal.accounts.roles import StaffRole
from portal.refused import Refused
from portal.web.act_page import act_page
from settlements.payouts import approve_payout as approving
from settlements.payouts import cancel_payout as cancelling
from settlements.payouts import mark_paid as marking_paid
from settlements.payouts import prepare_payouts as preparing
from settlements.payouts.access import staff_payout
from settlements.payouts.act_parts import amount_told, around, tell_outcome, whom_posted
from settlements.payouts.forms import CancelForm, PaidForm

asks = require_http_methods(["GET", "HEAD", "POST"])
FINANCE, APPROVER = StaffRole.FINANCE, StaffRole.APPROVER


@require_POST
@staff_page(FINANCE)
def prepare_payouts(request) -> HttpResponse:
    """For everybody, or for whom the button posted."""
    try:
        made = preparing.prepare_payouts(by=request.user, **whom_posted(request))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("staff_payouts")
    count = len(made.payouts)
    sentence = ngettext("%(count)s payout is prepared.", "%(count)s payouts are prepared.", count)
    tell_outcome(request, count, sentence % {"count": count}, made.left_out)
    return redirect("staff_payouts")


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
        text=amount_told(
            found,
            found.amount,
            _("%(amount)s to %(partner)s. A paid payout never changes again, and the partner is told."),
        ),
        action=_("Mark as paid"),
        act=lambda **facts: marking_paid.mark_paid(payout=found, by=request.user, **facts),
        done=_("The payout is paid."),
        form=form,
        **around("staff_payout", payout, "staff_payouts", _("Payouts")),
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
        **around("staff_payout", payout, "staff_payouts", _("Payouts")),
    )
