"""The acts on a restatement, each one domain call; afterwards back to its page."""

from collections.abc import Callable
from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts.access import reauthenticated, staff_page
from portal.accounts.roles import StaffRole
from portal.web.act_page import ReasonForm, act_page, done_or_refused
from settlements.runs.restate import approve_restatement as approving
from settlements.runs.restate import cancel_restatement as cancelling
from settlements.runs.restate import choose_contained as choosing
from settlements.runs.restate import recompute_restatement as recomputing
from settlements.runs.restate import request_restatement_approval as requesting
from settlements.runs.restate.access import staff_restatement
from settlements.runs.restate.acts import STATES


def _do(request, act: Callable[[], object], restatement_id: int, done: str) -> HttpResponse:
    done_or_refused(request, act, done=done)
    return redirect("restatement", restatement_id)


@require_POST
@staff_page(StaffRole.FINANCE)
def recompute_restatement(request, restatement_id: int) -> HttpResponse:
    row = staff_restatement(request.user, restatement_id)
    act = partial(recomputing.recompute_restatement, restatement=row, by=request.user)
    return _do(request, act, row.pk, _("It is being computed again."))


@require_POST
@staff_page(StaffRole.FINANCE)
def choose_contained(request, restatement_id: int) -> HttpResponse:
    row = staff_restatement(request.user, restatement_id)
    contained = [
        int(each) for each in request.POST.getlist("contained") if each.isdecimal() and len(each) < 19
    ]
    act = partial(choosing.choose_contained, restatement=row, contained=contained, by=request.user)
    return _do(request, act, row.pk, _("Saved. What the new figures contain is taken back on approval."))


@require_POST
@staff_page(StaffRole.FINANCE)
def request_restatement_approval(request, restatement_id: int) -> HttpResponse:
    row = staff_restatement(request.user, restatement_id)
    act = partial(requesting.request_restatement_approval, restatement=row, by=request.user)
    return _do(request, act, row.pk, _("Approval is requested. Somebody else approves it now."))


@require_POST
@staff_page(StaffRole.APPROVER)
@reauthenticated
def approve_restatement(request, restatement_id: int) -> HttpResponse:
    row = staff_restatement(request.user, restatement_id)
    shown = request.POST.get("fingerprint", "")
    act = partial(approving.approve_restatement, restatement=row, by=request.user, fingerprint=shown)
    return _do(request, act, row.pk, _("Approved. The new versions are issued, and the partner is told."))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(StaffRole.FINANCE, StaffRole.APPROVER)
def cancel_restatement(request, restatement_id: int) -> HttpResponse:
    row = staff_restatement(request.user, restatement_id)
    back = reverse("restatement", args=[row.pk])
    if request.method != "POST" and row.state not in STATES["cancel_restatement"]:
        return redirect(back)
    return act_page(
        request,
        title=_("Cancel the restatement"),
        action=_("Cancel the restatement"),
        text=_("The statements stay as they are; late reports wait on. What was computed stays on record."),
        form=ReasonForm(request.POST if request.method == "POST" else None),
        act=partial(cancelling.cancel_restatement, restatement=row, by=request.user),
        done=_("The restatement is cancelled."),
        back=back,
        danger=True,
        crumbs=[(reverse("restatements"), _("Restatements")), (back, row.agreement.number)],
    )
