"""The proposal of an outcome: what it comes to stands on the page before it is sent."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.refused import Refused
from settlements.adjustments.amount_field import amount_text
from settlements.disputes.audience import Audience
from settlements.disputes.dispute_page import lines_of
from settlements.disputes.forms import ProposalForm
from settlements.disputes.lifecycle import DISPUTE
from settlements.disputes.models import Dispute, DisputedLine
from settlements.disputes.outcome_of import Outcome, outcome_of
from settlements.disputes.propose_outcome import propose_outcome as propose

STARTS = ("claimed", "stated")


def propose_outcome(request, audience: Audience, dispute: str) -> HttpResponse:
    """GET asks; POST computes, and sends only what was computed on the page it comes from."""
    found = audience.dispute(request.user, dispute, "proposal")
    back = audience.url("dispute", found.number)
    if request.method != "POST" and Dispute.State.PROPOSED not in DISPUTE.allowed(found.state):
        return redirect(back)
    lines = list(found.lines.select_related("line").order_by("pk"))
    posted = request.POST if request.method == "POST" else None
    form = ProposalForm(posted, lines=lines, currency=found.currency, initial=_initial(request, found, lines))
    outcome = None
    if posted is not None and form.is_valid():
        try:
            outcome = outcome_of(found, form.agreed())
            if _was_shown(request, form):
                _send(request, found, form)
                return redirect(back)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
    return _page(request, audience, found, form, outcome)


def _send(request, found: Dispute, form: ProposalForm) -> None:
    version, text = form.cleaned_data["version"], form.cleaned_data["text"]
    propose(by=request.user, dispute=found, version=version, agreed=form.agreed(), text=text)
    messages.success(request, _("The outcome is proposed; the partner is told."))


def _was_shown(request, form: ProposalForm) -> bool:
    return request.POST.get("step") == "send" and form.cleaned_data["shown"] == form.fingerprint()


def _page(
    request, audience: Audience, found: Dispute, form: ProposalForm, outcome: Outcome | None
) -> HttpResponse:
    if outcome is not None:
        # What the page now shows computed is what its button sends.
        form.data = form.data.copy()
        form.data["shown"] = form.fingerprint()
    facts = {each.line.pk: each for each in lines_of(found, audience)}
    rows = [{"facts": facts[line.pk], "field": form[name], "line": line} for name, line in form.lines.items()]
    context = audience.context(dispute=found, form=form, rows=rows, outcome=outcome)
    status = 422 if form.errors else 200
    return render(request, "settlements/disputes/propose.html", context, status=status)


def _initial(request, found: Dispute, lines: list[DisputedLine]) -> dict[str, str | int]:
    """`?start=claimed` upholds in full, `?start=stated` rejects; else the proposal before, if any."""
    start = request.GET.get("start")
    amounts: dict[str, str | int] = {"version": found.version}
    for line in lines:
        amount: Decimal | None = line.agreed_amount
        if start in STARTS:
            amount = line.claimed_amount if start == "claimed" else line.line_amount
        if amount is not None:
            amounts[f"agreed_{line.pk}"] = amount_text(amount, found.currency)
    return amounts
