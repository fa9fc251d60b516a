"""What a person does with a booking that is not matched: each one domain call."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts.access import reauthenticated, staff_page
from portal.web.act_page import act_page, done_or_refused
from settlements.payouts.bank_statements import confirm_match as confirming
from settlements.payouts.bank_statements import drop_match as dropping
from settlements.payouts.bank_statements import match_by_hand as matching
from settlements.payouts.bank_statements import set_line_aside as setting_aside
from settlements.payouts.bank_statements.access import staff_bank_line
from settlements.payouts.bank_statements.candidates import candidates
from settlements.payouts.bank_statements.decided import named_in
from settlements.payouts.bank_statements.forms import MatchForm, SetAsideForm
from settlements.payouts.bank_statements.line_columns import link_of
from settlements.payouts.bank_statements.models import BankLine
from settlements.payouts.bank_statements.take_statement import ROLES
from settlements.payouts.bank_statements.words import reason_words

asks = require_http_methods(["GET", "HEAD", "POST"])


@asks
@staff_page(*ROLES)
@reauthenticated
def match_bank_line(request, file_id: int, line_id: int) -> HttpResponse:
    line = staff_bank_line(request.user, file_id, line_id)
    found = candidates(line, request.user)
    return _act(
        request,
        line,
        title=_("Match a booking by hand"),
        text=_("Nothing moves until somebody else confirms your choice; then the partner is told."),
        action=_("Match"),
        act=lambda number: matching.match_by_hand(line=line, number=number, by=request.user),
        done=_("Kept. Somebody else confirms it now."),
        form=MatchForm(request.POST if request.method == "POST" else None, found=found),
        nothing_fits=not found,
    )


@asks
@staff_page(*ROLES)
@reauthenticated
def confirm_bank_line(request, file_id: int, line_id: int) -> HttpResponse:
    """Asks the second person; whoever matched it reads why not, and may take it back."""
    line = staff_bank_line(request.user, file_id, line_id)
    why_not = _("Nothing waits to be confirmed here.")
    if line.state == line.State.TOLD:
        why_not = confirming.why_own_match(line, request.user)
    sentence = _("%(name)s matched it with %(number)s. Once you confirm it, the partner is told.")
    return _act(
        request,
        line,
        title=_("Confirm a match"),
        text=why_not or sentence % {"name": line.told_by, "number": named_in(line)},
        action=_("Confirm"),
        act=lambda: confirming.confirm_match(line=line, by=request.user),
        done=_("Confirmed. The partner is told."),
        may=not why_not,
    )


@require_POST
@staff_page(*ROLES)
def drop_bank_line(request, file_id: int, line_id: int) -> HttpResponse:
    line = staff_bank_line(request.user, file_id, line_id)
    act = partial(dropping.drop_match, line=line, by=request.user)
    done_or_refused(request, act, done=_("Taken back. The booking is not matched."))
    return redirect("bank_statement", file_id)


@asks
@staff_page(*ROLES)
@reauthenticated
def set_bank_line_aside(request, file_id: int, line_id: int) -> HttpResponse:
    line = staff_bank_line(request.user, file_id, line_id)
    return _act(
        request,
        line,
        title=_("Set a booking aside"),
        text=_(
            "Nothing is paid or received by it. It stays on record with your note and cannot be matched "
            "later."
        ),
        action=_("Set aside"),
        act=lambda note: setting_aside.set_line_aside(line=line, note=note, by=request.user),
        done=_("The booking is set aside and stays on record."),
        form=SetAsideForm(request.POST if request.method == "POST" else None),
    )


def _act(request, line: BankLine, *, nothing_fits: bool = False, may: bool = True, **page) -> HttpResponse:
    back = reverse("bank_statement", args=[line.file_id])
    return act_page(
        request,
        back=back,
        crumbs=[(reverse("bank_statements"), _("Bank statements")), (back, line.file.name)],
        template="settlements/payouts/bank_line.html",
        extra={
            "line": line,
            "why": reason_words(line.reason) if line.state == line.State.UNMATCHED else "",
            "nothing_fits": nothing_fits,
            "may": may,
            "matched_with": link_of(line) if line.state in (line.State.TOLD, line.State.MATCHED) else "",
        },
        **page,
    )
