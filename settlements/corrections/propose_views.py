"""The page on which staff propose a correction: its effect stands there before it is sent."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.accounts.access import staff_page
from portal.refused import Refused
from settlements.corrections.forms import CorrectionForm
from settlements.corrections.propose_correction import effect_of, propose_correction
from settlements.corrections.who import PROPOSES
from settlements.statements.access import line_of, staff_statement
from settlements.statements.line_rows import LineRow
from settlements.statements.models import Line, Statement
from settlements.statements.names import Names


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(*PROPOSES)
def correct_statement(request, statement: str) -> HttpResponse:
    """`?line=3`: about that line. The button that proposes appears once the effect was shown."""
    found = staff_statement(request.user, statement, looked_at="correction")
    line = _line(request, found)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = CorrectionForm(*posted, currency=found.currency, help_text=_sign(found))
    effect = None
    if posted and form.is_valid():
        given = form.cleaned_data
        try:
            effect = effect_of(found, given["amount"])
            if request.POST.get("step") == "send" and request.POST.get("shown") == f"{given['amount']:f}":
                about = {"statement": found, "line": line, **given}
                made = propose_correction(by=request.user, **about)
                messages.success(
                    request, _("%(number)s waits for a second person.") % {"number": made.number}
                )
                return redirect("staff_correction", made.number)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
    shown = {
        "statement": found,
        "line": line,
        "row": LineRow(line.position, line.document, Names()) if line else None,
        "form": form,
        "effect": effect,
        "would_be": None if effect is None else found.due_now + effect,
        "back": reverse("staff_statement", args=[statement]),
    }
    page = "settlements/corrections/correct_statement.html"
    return render(request, page, shown, status=422 if form.errors else 200)


def _line(request, statement: Statement) -> Line | None:
    place = request.GET.get("line", "")
    if not place:
        return None
    if not (place.isascii() and place.isdecimal() and len(place) < 10):
        raise Http404
    return line_of(statement, int(place))


def _sign(statement: Statement) -> str:
    names = {"partner": statement.partner.name}
    if statement.direction == Statement.Direction.PAYABLE:
        return _("Above zero, %(partner)s gets more; below zero, less.") % names
    return _("Above zero, %(partner)s owes more; below zero, less.") % names
