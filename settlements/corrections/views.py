"""Corrections: proposed and decided by staff, read by both sides."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.access import partner_page, reauthenticated, staff_page
from portal.files.download import file_response
from portal.refused import Refused
from portal.web.act import Act
from portal.web.act_page import ReasonForm, act_page
from portal.web.listing import list_page
from settlements.adjustments.models import Adjustment
from settlements.corrections import approve_correction as approving
from settlements.corrections import drop_correction as dropping
from settlements.corrections.access import partner_correction, staff_correction, staff_corrections
from settlements.corrections.models import Correction
from settlements.corrections.tables import STATE_KINDS, CorrectionFilters, CorrectionTable
from settlements.corrections.who import APPROVES, PROPOSES, why_not_decide, why_not_withdraw
from settlements.statements.access import READERS
from settlements.statements.line_rows import LineRow
from settlements.statements.names import Names

asks = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff_page(*READERS)
def corrections(request) -> HttpResponse:
    return list_page(
        request,
        queryset=staff_corrections(request.user),
        table_class=CorrectionTable,
        filter_class=CorrectionFilters,
        template="settlements/corrections/corrections.html",
        name="corrections",
    )


@require_safe
@partner_page
def correction_page(request, correction: str) -> HttpResponse:
    return _page(request, partner_correction(request.user, correction), staff=False)


@require_safe
@staff_page(*READERS)
def staff_correction_page(request, correction: str) -> HttpResponse:
    return _page(request, staff_correction(request.user, correction), staff=True)


def _page(request, found: Correction, *, staff: bool) -> HttpResponse:
    adjustment = Adjustment.objects.filter(reference=found.number).first()
    prefix = "staff_" if staff else ""
    names = ("statements", "statement", "statement_line", "correction_file")
    shown = {
        "base": "base_staff.html" if staff else "base_partner.html",
        "staff": staff,
        "correction": found,
        "state_kind": STATE_KINDS[found.state],
        "row": LineRow(found.line.position, found.line.document, Names()) if found.line else None,
        "settled_in": adjustment.settled_in if adjustment else "",
        "pages": {name: f"{prefix}{name}" for name in names},
        "acts": _acts(found, request.user) if staff else {},
    }
    return render(request, "settlements/corrections/correction.html", shown)


def _acts(found: Correction, user) -> dict[str, Act]:
    waits, why_not = found.state == found.State.PROPOSED, why_not_decide(found, user)
    own = not why_not_withdraw(found, user)
    return {"approve": Act(waits, why_not), "drop": Act(waits, "" if own else why_not)}


@require_safe
@partner_page
def correction_file(request, correction: str):
    return _file(
        request, partner_correction(request.user, correction), reverse("correction", args=[correction])
    )


@require_safe
@staff_page(*READERS)
def staff_correction_file(request, correction: str):
    found = staff_correction(request.user, correction, looked_at="evidence")
    return _file(request, found, reverse("staff_correction", args=[correction]))


def _file(request, found: Correction, back: str) -> HttpResponse | FileResponse:
    if found.evidence is None:
        raise Http404
    try:
        return file_response(found.evidence)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(back)
    except OSError as fault:
        raise Http404 from fault


@asks
@staff_page(*APPROVES)
@reauthenticated
def approve_correction(request, correction: str) -> HttpResponse:
    found = staff_correction(request.user, correction, looked_at="approval")
    return act_page(
        request,
        title=_("Approve %(number)s") % {"number": correction},
        text=_(
            "The next statement of %(agreement)s takes it in, and the partner is told now. It cannot be "
            "taken back; another correction can only go against it."
        )
        % {"agreement": found.agreement.number},
        action=_("Approve the correction"),
        act=lambda: approving.approve_correction(correction=found, by=request.user),
        done=_("Approved. The next statement takes it in."),
        **_around(correction),
    )


@asks
@staff_page(*PROPOSES, *APPROVES)
def drop_correction(request, correction: str) -> HttpResponse:
    """Decline it, or withdraw one's own."""
    found = staff_correction(request.user, correction, looked_at="decision")
    own = not why_not_withdraw(found, request.user)
    return act_page(
        request,
        title=(_("Withdraw %(number)s") if own else _("Decline %(number)s")) % {"number": correction},
        text=_("Nothing comes of it. It stays on record with the reason."),
        action=_("Withdraw the correction") if own else _("Decline the correction"),
        act=lambda reason: dropping.drop_correction(correction=found, by=request.user, reason=reason),
        done=_("Done. Nothing comes of the correction."),
        form=ReasonForm(request.POST if request.method == "POST" else None),
        danger=True,
        **_around(correction),
    )


def _around(number: str) -> dict:
    back = reverse("staff_correction", args=[number])
    crumbs = [(reverse("corrections"), _("Corrections")), (back, number)]
    return {"back": back, "crumbs": crumbs, "extra": {"base": "base_staff.html"}}
