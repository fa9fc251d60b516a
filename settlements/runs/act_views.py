"""The acts on a run, each one domain call; afterwards back to its page."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts.access import reauthenticated, staff_page
from portal.accounts.roles import StaffRole
from portal.refused import Refused
from portal.web.act_page import done_or_refused
from settlements.fx.forms import ReasonForm
from settlements.runs import acknowledge_warnings as acknowledging
from settlements.runs import approve_run as approving
from settlements.runs import cancel_run as cancelling
from settlements.runs import request_approval as requesting
from settlements.runs import resettle as resettling
from settlements.runs import send_back_run as sending_back
from settlements.runs import waive_blocker as waiving
from settlements.runs.access import staff_blocker, staff_run
from settlements.runs.run_acts import STATES

asks = require_http_methods(["GET", "HEAD", "POST"])


def _do(request, run_id: int, act: Callable[[], object], done: str) -> HttpResponse:
    """The act, a sentence on what came of it, and back to the run."""
    done_or_refused(request, act, done=done)
    return redirect("run", run_id)


@require_POST
@staff_page(StaffRole.FINANCE)
def resettle(request, run_id: int) -> HttpResponse:
    """All agreements, or the one whose number is posted."""
    found = staff_run(request.user, run_id)
    chosen = None
    if number := _agreement_posted(request):
        rows = found.settlements.filter(agreement__number=number).select_related("agreement")
        chosen = [row.agreement for row in rows]
    return _do(
        request,
        run_id,
        lambda: resettling.resettle(run=found, by=request.user, agreements=chosen),
        _("It is being settled again."),
    )


@require_POST
@staff_page(StaffRole.FINANCE)
def request_approval(request, run_id: int) -> HttpResponse:
    found = staff_run(request.user, run_id)
    return _do(
        request,
        run_id,
        lambda: requesting.request_approval(run=found, by=request.user),
        _("Approval is requested, and the periods are closed. Somebody else approves it now."),
    )


@require_POST
@staff_page(StaffRole.APPROVER)
@reauthenticated
def approve_run(request, run_id: int) -> HttpResponse:
    found = staff_run(request.user, run_id)
    shown = request.POST.get("fingerprint", "")
    return _do(
        request,
        run_id,
        lambda: approving.approve_run(run=found, by=request.user, fingerprint=shown),
        _("Approved. The statements are being issued."),
    )


@asks
@staff_page(StaffRole.APPROVER, StaffRole.FINANCE)
def send_back_run(request, run_id: int) -> HttpResponse:
    found = staff_run(request.user, run_id)
    done = _("The run is in review again, and its periods are open.")
    return _with_reason(request, found, sending_back.send_back_run, "send_back_run", done)


@asks
@staff_page(StaffRole.FINANCE)
def cancel_run(request, run_id: int) -> HttpResponse:
    found = staff_run(request.user, run_id)
    done = _("The run is cancelled, and its periods are open.")
    return _with_reason(request, found, cancelling.cancel_run, "cancel_run", done)


@asks
@staff_page(StaffRole.FINANCE)
def waive_blocker(request, run_id: int, blocker_id: int) -> HttpResponse:
    blocker = staff_blocker(request.user, run_id, blocker_id)
    if not blocker.can_be_waived:
        raise PermissionDenied(_("This cannot be waived, since nothing could be computed."))
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            waiving.waive_blocker(blocker=blocker, by=request.user, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The blocker is waived in your name."))
            return redirect("run", run_id)
    shown = {"run": blocker.settlement.run, "blocker": blocker, "form": form}
    return render(request, "settlements/runs/waive_blocker.html", shown, status=422 if form.errors else 200)


@require_POST
@staff_page(StaffRole.FINANCE)
def acknowledge_warnings(request, run_id: int) -> HttpResponse:
    """Those posted, which are those that stood on the page; back to it."""
    found = staff_run(request.user, run_id)
    posted = [int(each) for each in request.POST.getlist("warning") if each.isdecimal() and len(each) < 19]
    done_or_refused(
        request,
        lambda: acknowledging.acknowledge_warnings(run=found, by=request.user, warnings=posted),
        done=_("Acknowledged in your name."),
    )
    number = _agreement_posted(request)
    if found.settlements.filter(agreement__number=number).exists():
        return redirect("settlement", run_id, number)
    return redirect("run", run_id)


def _agreement_posted(request) -> str:
    return request.POST.get("agreement", "").replace("\x00", "")


def _with_reason(request, found, act: Callable, name: str, done: str) -> HttpResponse:
    """A page that asks for the reason, and the act."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        return _do(request, found.pk, lambda: act(run=found, by=request.user, reason=reason), done)
    if found.state not in STATES[name]:
        return redirect("run", found.pk)
    shown = {"run": found, "form": form}
    return render(request, f"settlements/runs/{name}.html", shown, status=422 if form.errors else 200)
