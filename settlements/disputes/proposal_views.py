"""The proposal of an outcome: what it comes to stands on the page before it is sent."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.refused import Refused
from settlements.adjustments.amount_field import amount_text
from settlements.disputes.audience import Audience
from settlements.disputes.dispute_page import lines_of
from settlements.disputes.forms import ProposalForm, fingerprint_of
from settlements.disputes.lifecycle import DISPUTE
from settlements.disputes.models import Dispute
from settlements.disputes.outcome_of import Outcome, outcome_of
from settlements.disputes.propose_outcome import propose_outcome as propose
from settlements.disputes.sandbox.begin import Beginning, begin, told_of
from settlements.disputes.sandbox.changes import read_changes
from settlements.disputes.sandbox.told import change_words
from settlements.disputes.sandbox.typed import typed_query
from settlements.statements.names import Names


def propose_outcome(request, audience: Audience, dispute: str) -> HttpResponse:
    """GET asks, with what it comes to where it says how to begin; POST computes, and sends only what was
    computed on the page it comes from.
    """
    found = audience.dispute(request.user, dispute, "proposal")
    back = audience.url("dispute", found.number)
    if request.method != "POST" and Dispute.State.PROPOSED not in DISPUTE.allowed(found.state):
        return redirect(back)
    lines = list(found.lines.select_related("line").order_by("pk"))
    posted = request.POST if request.method == "POST" else None
    form = ProposalForm(posted, lines=lines, currency=found.currency)
    outcome, refusal = None, ""
    try:
        if posted is None:
            beginning = begin(found, lines, request.GET)
            outcome = outcome_of(found, beginning.amounts) if beginning.whole else None
            form.initial = _initial(found, beginning)
        elif form.is_valid():
            outcome = outcome_of(found, form.agreed())
            if _was_shown(request, form):
                _send(request, found, form)
                return redirect(back)
    except Refused as refused:
        outcome, refusal = None, refused.sentence
    if refusal and posted is None:
        form.initial = _initial(found, Beginning({}))
    elif refusal:
        form.add_error(None, refusal)
    return _page(request, audience, found, form, outcome, refusal if posted is None else "")


def _send(request, found: Dispute, form: ProposalForm) -> None:
    given = form.cleaned_data
    basis = read_changes(given["basis"])
    propose(
        by=request.user,
        dispute=found,
        version=given["version"],
        agreed=form.agreed(),
        text=given["text"],
        basis=basis,
    )
    messages.success(request, _("The outcome is proposed; the partner is told."))


def _was_shown(request, form: ProposalForm) -> bool:
    return request.POST.get("step") == "send" and form.cleaned_data["shown"] == form.fingerprint()


def _page(
    request, audience: Audience, found: Dispute, form: ProposalForm, outcome: Outcome | None, refusal: str
) -> HttpResponse:
    if outcome is not None and form.is_bound:
        # What the page now shows computed is what its button sends.
        form.data = form.data.copy()
        form.data["shown"] = form.fingerprint()
    facts = {each.line.pk: each for each in lines_of(found, audience)}
    rows = [{"facts": facts[line.pk], "field": form[name], "line": line} for name, line in form.lines.items()]
    told, names = told_of(found, str(form["basis"].value() or "")), Names()
    context = audience.context(
        dispute=found,
        form=form,
        rows=rows,
        outcome=outcome,
        refusal=refusal,
        words=[change_words(each, found.currency, names) for each in told],
        facts_query=typed_query(told),
    )
    status = 422 if form.errors or refusal else 200
    return render(request, "settlements/disputes/propose.html", context, status=status)


def _initial(found: Dispute, beginning: Beginning) -> dict[str, str | int]:
    amounts = {f"agreed_{pk}": amount_text(each, found.currency) for pk, each in beginning.amounts.items()}
    shown = fingerprint_of(beginning.amounts) if beginning.whole else ""
    return {"version": found.version, "basis": beginning.basis, "shown": shown, **amounts}
