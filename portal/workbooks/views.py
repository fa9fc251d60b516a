"""Moving in: the template, a workbook handed in, what it would do, and the import."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.view_terms import view_terms
from portal.accounts.access import staff_page
from portal.accounts.roles import StaffRole
from portal.files.purposes import Kind
from portal.refused import Refused
from portal.workbooks import access
from portal.workbooks import import_workbook as importing
from portal.workbooks.forms import WorkbookForm
from portal.workbooks.make_plan import make_plan
from portal.workbooks.models import Workbook
from portal.workbooks.plan import Plan
from portal.workbooks.shown import MOST_FAULTS, sheets_shown
from portal.workbooks.store_workbook import content_of, store_workbook
from portal.workbooks.template_file import template_file

asks = require_http_methods(["GET", "HEAD", "POST"])
CONTRACTS = staff_page(StaffRole.CONTRACTS)
SHOWN = 20


@asks
@CONTRACTS
def workbooks(request) -> HttpResponse:
    """Hand one in; those handed in before."""
    form = WorkbookForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            stored = store_workbook(
                content=form.content(), name=form.cleaned_data["file"].name, by=request.user
            )
        except Refused as refusal:
            form.add_error("file", refusal.sentence)
        else:
            return redirect("workbook", stored.pk)
    shown = {"form": form, "rows": access.workbooks(request.user)[:SHOWN]}
    return render(request, "workbooks/workbooks.html", shown, status=422 if form.errors else 200)


@require_safe
@CONTRACTS
def workbook_template(request) -> HttpResponse:
    response = HttpResponse(template_file(), content_type=Kind.XLSX.value)
    response["Content-Disposition"] = 'attachment; filename="agreements.xlsx"'
    return response


@require_safe
@CONTRACTS
def workbook(request, workbook_id: int) -> HttpResponse:
    """The dry run: nothing is written."""
    found = access.workbook_of(request.user, workbook_id)
    return _dry_run(request, found)


@require_POST
@CONTRACTS
def import_workbook(request, workbook_id: int) -> HttpResponse:
    found = access.workbook_of(request.user, workbook_id)
    digest = request.POST.get("digest", "").replace("\x00", "")
    try:
        importing.import_workbook(workbook=found, by=request.user, digest=digest)
    except Refused as refusal:
        return _dry_run(request, found, refusal.sentence)
    messages.success(
        request,
        _("Imported. The agreements are drafts: propose them, let a second person approve and confirm."),
    )
    return redirect("workbook", found.pk)


def _dry_run(request, found: Workbook, refused: str = "") -> HttpResponse:
    try:
        plan = make_plan(content=content_of(found), by=request.user)
    except Refused as refusal:
        plan, refused = Plan(), refusal.sentence
    for agreement in plan.looked_at:
        view_terms(agreement=agreement, by=request.user, page="workbook")
    shown = {
        "workbook": found,
        "plan": plan,
        "digest": plan.digest(),
        "sheets": sheets_shown(plan),
        "faults": plan.faults[:MOST_FAULTS],
        "more_faults": max(0, len(plan.faults) - MOST_FAULTS),
        "refused": refused,
    }
    return render(request, "workbooks/workbook.html", shown, status=422 if refused else 200)
