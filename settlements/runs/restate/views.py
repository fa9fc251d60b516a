"""Restatements as staff see them: the list, beginning one, one, and each of its periods."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.access import is_staff, staff_page
from portal.accounts.roles import StaffRole
from portal.web import formats
from portal.web.act_page import act_page
from portal.web.listing import list_page
from settlements.runs.restate import open_restatement as opening
from settlements.runs.restate.access import restated_period as period_of
from settlements.runs.restate.access import settled_period, staff_restatements, viewed_restatement
from settlements.runs.restate.forms import RestateForm
from settlements.runs.restate.late_reports import late_reports_from
from settlements.runs.restate.page import restatement_page
from settlements.runs.restate.tables import RestatementFilters, RestatementTable
from settlements.statements.access import READERS
from settlements.statements.differences import differences
from settlements.statements.differences_shown import differences_shown


@require_safe
@staff_page(*READERS)
def restatements(request) -> HttpResponse:
    return list_page(
        request,
        queryset=staff_restatements(request.user),
        table_class=RestatementTable,
        filter_class=RestatementFilters,
        template="settlements/runs/restatements.html",
        name="restatements",
        extra={"may": is_staff(request.user, StaffRole.FINANCE)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(StaffRole.FINANCE)
def open_restatement(request, number: str, label: str) -> HttpResponse:
    """Says what restating does, asks why, and begins it."""
    agreement, period = settled_period(request.user, number, label)
    back = reverse("staff_agreement", args=[number])
    return act_page(
        request,
        title=_("Restate %(period)s") % {"period": formats.period(period.label)},
        action=_("Restate"),
        text=_(
            "The period is computed anew with the figures, terms and rates of today, reports that wait as "
            "late included, and so is every later period that is issued. You then see each difference. "
            "Nothing changes before somebody else approves it; the partner reads your reason."
        ),
        form=RestateForm(request.POST if request.method == "POST" else None, late=late_reports_from(period)),
        act=partial(opening.open_restatement, agreement=agreement, period_label=label, by=request.user),
        done=_("It is being computed."),
        leads_to=lambda row: reverse("restatement", args=[row.pk]),
        back=back,
        crumbs=[(reverse("restatements"), _("Restatements")), (back, number)],
    )


@require_safe
@staff_page(*READERS)
def restatement(request, restatement_id: int) -> HttpResponse:
    row = viewed_restatement(request.user, restatement_id)
    shown = restatement_page(row=row, reader=request.user)
    return render(request, "settlements/runs/restatement.html", shown)


@require_safe
@staff_page(*READERS)
def restated_period(request, restatement_id: int, label: str) -> HttpResponse:
    """Every difference of one period."""
    row = viewed_restatement(request.user, restatement_id, looked_at=f"differences of {label}"[:60])
    found = period_of(row, label)
    differ = differences(found.previous.result_document, found.result_document)
    shown = differences_shown(differ, found.result_document["currency"], request.GET.get("page"))
    context = {"restatement": row, "restated": found, **shown}
    return render(request, "settlements/runs/restated_period.html", context)
