"""The general ledger: which of the licensor's accounts stands for ours, and the journal as a file for it."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.access import is_staff, needed_roles, staff_page
from portal.accounts.roles import READERS, StaffRole
from portal.audit.record_event import record_event
from portal.refused import Refused
from portal.web.act_page import act_page
from portal.web.csv_response import csv_response
from settlements.balances.access import staff_entries, staff_ledger_accounts
from settlements.balances.accounts.days import zone
from settlements.balances.general_ledger import map_account as mapping
from settlements.balances.general_ledger.forms import MappingForm, RangeForm
from settlements.balances.general_ledger.ledger_lines import ledger_lines
from settlements.balances.models import Account

FINANCE = StaffRole.FINANCE


@require_safe
@staff_page(*READERS)
def general_ledger(request) -> HttpResponse:
    """Every account of ours with what stands for it, and the days to export."""
    found = {(row.account, row.currency): row for row in staff_ledger_accounts(request.user)}
    rows = [
        (account, currency, found.get((account, currency)))
        for account in Account
        for currency in sorted({"", *(each for kind, each in found if kind == account)})
    ]
    may = is_staff(request.user, FINANCE)
    shown = {
        "rows": rows,
        "form": RangeForm(initial=request.GET.dict()),
        "zone": zone(),
        "may": may,
        "why_not": "" if may else needed_roles([FINANCE]),
    }
    return render(request, "settlements/balances/general_ledger.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(FINANCE)
def map_account(request) -> HttpResponse:
    asked = {name: request.GET.get(name, "") for name in ("account", "currency")}
    kept = staff_ledger_accounts(request.user).filter(**asked).first()
    initial = {**asked, "code": kept.code, "name": kept.name} if kept else asked
    form = MappingForm(request.POST if request.method == "POST" else None, initial=initial)
    back = reverse("general_ledger")
    return act_page(
        request,
        title=_("Account in your ledger"),
        action=_("Save"),
        act=lambda **fields: mapping.map_account(by=request.user, **fields),
        done=lambda row: _("The mapping is saved.") if row else _("The mapping is taken away."),
        back=back,
        form=form,
        crumbs=[(back, _("General ledger"))],
    )


@require_safe
@staff_page(*READERS)
def general_ledger_file(request) -> HttpResponse:
    """The days as CSV; refused where an account in them is not mapped. Who took it is recorded."""
    form = RangeForm(request.GET)
    try:
        if not form.is_valid():
            raise Refused("bad_days", _("Choose the first and the last day."))
        days = form.cleaned_data
        lines = ledger_lines(entries=staff_entries(request.user), **days)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(f"{reverse('general_ledger')}?{request.GET.urlencode()}")
    named = {name: day.isoformat() for name, day in days.items()}
    with transaction.atomic():
        record_event(event="ledger.exported", subject="general ledger", actor=request.user, details=named)
    # No mark at its beginning: other programs read it, not spreadsheets.
    name = f"general-ledger-{named['from_date']}-{named['through']}"
    return csv_response(name=name, rows=lines, mark=False)
