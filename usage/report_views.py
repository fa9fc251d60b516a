"""One report: its way from upload to submission."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.refused import Refused
from usage import admit_late_report as admitting
from usage import recheck_report as rechecking
from usage import submit_report as submitting
from usage import withdraw_report as withdrawing
from usage.access import why_not_report
from usage.audience import Audience
from usage.forms import SubmitForm
from usage.models import Report
from usage.report_page import report_page

STOP_POLLING = 286


@require_safe
def report(request, audience: Audience, report_id: int) -> HttpResponse:
    row = audience.report(request.user, report_id)
    return render(
        request, "usage/report.html", report_page(report=row, audience=audience, reader=request.user)
    )


@require_safe
def report_progress(request, audience: Audience, report_id: int) -> HttpResponse:
    """The fragment that follows the check; status 286 tells htmx that it is over."""
    row = audience.report(request.user, report_id)
    context = report_page(report=row, audience=audience, reader=request.user)
    status = 200 if context["unfinished"] else STOP_POLLING
    return render(request, "usage/report_body.html", context, status=status)


@require_POST
def submit_report(request, audience: Audience, report_id: int) -> HttpResponse:
    row = audience.report(request.user, report_id)
    if why_not := _why_not(request, row):
        raise PermissionDenied(why_not)
    form = SubmitForm(request.POST, report=row)
    if form.is_valid():
        try:
            submitting.submit_report(
                report=row,
                by=request.user,
                attestation=form.attestation,
                completes_period=form.cleaned_data.get("completes_period", False),
                leave_out_rejected=form.cleaned_data.get("leave_out_rejected", False),
                despite_control_totals=form.cleaned_data.get("despite_control_totals", False),
            )
        except Refused as refusal:
            if refusal.code == "checked_again":
                messages.warning(request, refusal.sentence)
                return redirect(audience.url("report", row.pk))
            row.refresh_from_db()
            form.add_error(None, refusal.sentence)
        else:
            _tell(request, audience, row)
            return redirect(audience.url("report", row.pk))
    context = report_page(report=row, audience=audience, reader=request.user, form=form)
    return render(request, "usage/report.html", context, status=422)


def _why_not(request, row: Report) -> str:
    return why_not_report(request.user, row.agreement, row.period.from_date, counter=row.counter)


def _tell(request, audience: Audience, row: Report) -> None:
    if row.counter:
        sentence = _("Your figures are submitted and stand beside the other side’s. They settle nothing.")
        messages.success(request, sentence)
    elif row.state == Report.State.LATE and audience.is_staff:
        sentence = _(
            "Your report is kept as late, because the period is closed. This page says what to do next."
        )
        messages.warning(request, sentence)
    elif row.state == Report.State.LATE:
        sentence = _(
            "Your report is kept as late, because the period is closed. The licensor decides whether "
            "it reopens "
            "the period or restates it; you need do nothing more."
        )
        messages.warning(request, sentence)
    else:
        messages.success(request, _("Your report is submitted. Its figures go into the next settlement."))


@require_POST
def recheck_report(request, audience: Audience, report_id: int) -> HttpResponse:
    row = audience.report(request.user, report_id)
    if why_not := _why_not(request, row):
        raise PermissionDenied(why_not)
    try:
        rechecking.recheck_report(report=row, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(audience.url("report", row.pk))


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_report(request, audience: Audience, report_id: int) -> HttpResponse:
    """A page that asks, and the act."""
    row = audience.report(request.user, report_id)
    if why_not := _why_not(request, row):
        raise PermissionDenied(why_not)
    if request.method == "POST":
        try:
            withdrawing.withdraw_report(report=row, by=request.user)
        except Refused as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, _("The report is withdrawn: it counts nowhere, and its file is kept."))
        return redirect(audience.url("report", row.pk))
    return render(request, "usage/withdraw_report.html", audience.context(report=row))


@require_POST
def admit_late_report(request, audience: Audience, report_id: int) -> HttpResponse:
    """Staff only: a late report counts after all."""
    row = audience.report(request.user, report_id)
    try:
        admitting.admit_late_report(report=row, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("The report counts now."))
    return redirect(audience.url("report", row.pk))
