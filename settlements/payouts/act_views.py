"""The acts on single payouts, each one domain call."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts.access import reauthenticated, staff_page
from portal.accounts.roles import StaffRole
from portal.web.act_page import act_page, done_or_refused
from settlements.payouts import cancel_payout as cancelling
from settlements.payouts import confirm_outcome as confirming
from settlements.payouts import drop_outcome as dropping
from settlements.payouts.access import staff_payout
from settlements.payouts.act_parts import amount_told, around
from settlements.payouts.forms import CancelForm, PaidForm, ReturnedForm
from settlements.payouts.models import Payout, PayoutOutcome
from settlements.payouts.tell_outcome import tell_outcome

asks = require_http_methods(["GET", "HEAD", "POST"])
FINANCE, APPROVER = StaffRole.FINANCE, StaffRole.APPROVER


@asks
@staff_page(FINANCE, APPROVER)
@reauthenticated
def tell_paid(request, payout: str) -> HttpResponse:
    found = staff_payout(request.user, payout)
    return _tell(
        request,
        found,
        PayoutOutcome.Kind.PAID,
        PaidForm,
        title=_("%(number)s is paid") % {"number": payout},
        text=_("%(amount)s to %(partner)s. Somebody else confirms it, then the partner is told."),
        action=_("Say that it is paid"),
    )


@asks
@staff_page(FINANCE, APPROVER)
@reauthenticated
def tell_returned(request, payout: str) -> HttpResponse:
    found = staff_payout(request.user, payout)
    return _tell(
        request,
        found,
        PayoutOutcome.Kind.RETURNED,
        ReturnedForm,
        title=_("%(number)s came back") % {"number": payout},
        text=_(
            "%(amount)s to %(partner)s was refused or sent back by the bank. Once somebody else confirms it, "
            "the amount is unpaid again and enters the next batch, and the partner is told."
        ),
        action=_("Say that it came back"),
    )


@require_POST
@staff_page(FINANCE, APPROVER)
@reauthenticated
def confirm_outcome(request, payout: str) -> HttpResponse:
    outcome = _told(request, payout)
    act = partial(confirming.confirm_outcome, outcome=outcome, by=request.user)
    done_or_refused(request, act, done=_("Confirmed. The partner is told."))
    return redirect("staff_payout", payout)


@require_POST
@staff_page(FINANCE, APPROVER)
def drop_outcome(request, payout: str) -> HttpResponse:
    outcome = _told(request, payout)
    act = partial(dropping.drop_outcome, outcome=outcome, by=request.user)
    done_or_refused(request, act, done=_("Taken back. The payout stays as it was."))
    return redirect("staff_payout", payout)


@asks
@staff_page(FINANCE, APPROVER)
@reauthenticated
def cancel_payout(request, payout: str) -> HttpResponse:
    found = staff_payout(request.user, payout)
    form = CancelForm(request.POST if request.method == "POST" else None)
    return act_page(
        request,
        title=_("Cancel %(number)s") % {"number": payout},
        text=_(
            "What it would have paid is unpaid again and can enter another payout. The rest of its batch "
            "goes on, and whoever approved it before approves it anew."
        ),
        action=_("Cancel the payout"),
        act=lambda reason: cancelling.cancel_payout(payout=found, by=request.user, reason=reason),
        done=_("The payout is cancelled."),
        form=form,
        danger=True,
        **around("staff_payout", payout, "staff_payouts", _("Payouts")),
    )


def _tell(request, payout: Payout, kind: str, form, *, title: str, text: str, action: str) -> HttpResponse:
    return act_page(
        request,
        title=title,
        text=amount_told(payout, payout.amount, text),
        action=action,
        act=lambda **facts: tell_outcome(payout=payout, kind=kind, by=request.user, **facts),
        done=_("Kept. Somebody else confirms it now."),
        form=form(request.POST if request.method == "POST" else None),
        **around("staff_payout", payout.number, "staff_payouts", _("Payouts")),
    )


def _told(request, payout: str) -> PayoutOutcome:
    """The newest word on it: decided meanwhile, the act says by whom. None at all: Http404."""
    found = staff_payout(request.user, payout)
    outcome = (
        found.outcomes.select_related("payout__partner", "told_by", "decided_by").order_by("-pk").first()
    )
    return outcome or get_object_or_404(PayoutOutcome, pk=None)
