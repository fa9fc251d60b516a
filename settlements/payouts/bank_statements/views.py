"""The bank's statements: those handed in, one with its bookings, handing in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.access import is_staff, needed_roles, reauthenticated, staff_page
from portal.refused import Refused
from portal.web.listing import list_page
from settlements.payouts.audience import STAFF
from settlements.payouts.bank_statements import access, tables
from settlements.payouts.bank_statements import take_statement as taking
from settlements.payouts.bank_statements.forms import StatementForm
from settlements.payouts.bank_statements.take_statement import ROLES
from settlements.payouts.bank_statements.words import problem_words
from settlements.statements.access import READERS

asks = require_http_methods(["GET", "HEAD", "POST"])
LEAST, MOST = 1, 15
"""Seconds until the page that waits looks again: half as long as it has waited."""


@require_safe
@staff_page(*READERS)
def bank_statements(request) -> HttpResponse:
    may = is_staff(request.user, *ROLES)
    return list_page(
        request,
        queryset=access.staff_bank_statements(request.user),
        table_class=tables.StatementTable,
        filter_class=tables.StatementFilters,
        template="settlements/payouts/bank_statements.html",
        name="bank-statements",
        extra=STAFF.context(may=may, why_not="" if may else needed_roles(ROLES)),
    )


@require_safe
@staff_page(*READERS)
def bank_statement(request, file_id: int) -> HttpResponse:
    """How the reading goes; then every booking, those that wait for a person first."""
    file = access.staff_bank_statement(request.user, file_id)
    waited = (timezone.now() - file.taken_at).total_seconds()

    class Lines(tables.LineTable):
        may_act = is_staff(request.user, *ROLES)

        class Meta(tables.LineTable.Meta):
            pass

    return list_page(
        request,
        queryset=access.lines_of(file),
        table_class=Lines,
        filter_class=tables.LineFilters,
        template="settlements/payouts/bank_statement.html",
        name=f"bank-statement-{file.pk}",
        extra=STAFF.context(
            file=file,
            moving=file.state in (file.State.WAITING, file.State.MATCHING),
            done=file.total - file.waiting,
            state_kind=tables.FILE_KINDS[file.state],
            problem=problem_words(file.problem) if file.problem else "",
            seconds=int(min(MOST, max(LEAST, waited / 2))),
        ),
    )


@asks
@staff_page(*ROLES)
@reauthenticated
def take_bank_statement(request) -> HttpResponse:
    posted = request.method == "POST"
    form = StatementForm(request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            # What is larger is not read at all.
            content = file.read(taking.LARGEST + 1)
            taken = taking.take_statement(content=content, name=file.name or "", by=request.user)
        except Refused as refusal:
            form.add_error("file", refusal.sentence)
        else:
            if taken.again:
                sentence = _("%(name)s handed in the same file before: nothing changes.")
                messages.info(request, sentence % {"name": taken.file.taken_by.name})
            return redirect("bank_statement", taken.file.pk)
    shown = STAFF.context(form=form)
    status = 422 if form.errors else 200
    return render(request, "settlements/payouts/take_bank_statement.html", shown, status=status)
