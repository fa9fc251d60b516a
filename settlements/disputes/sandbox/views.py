"""The page on which staff try other facts on a disputed statement."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render

from portal.refused import Refused
from settlements.disputes.audience import Audience
from settlements.disputes.lifecycle import DISPUTE
from settlements.disputes.models import Dispute
from settlements.disputes.sandbox.added_form import AddedForm
from settlements.disputes.sandbox.brings import corrected_before
from settlements.disputes.sandbox.changes import changes_text
from settlements.disputes.sandbox.compared import compared
from settlements.disputes.sandbox.facts import facts_of
from settlements.disputes.sandbox.facts_page import facts_page
from settlements.disputes.sandbox.forms import FactsForm, asked_in
from settlements.disputes.sandbox.recompute import recompute
from settlements.statements.names import Names
from settlements.statements.versions import address_of


def recompute_dispute(request, audience: Audience, dispute: str) -> HttpResponse:
    """GET asks, with facts or without; POST too, for more facts than an address holds. Writes nothing."""
    found = audience.dispute(request.user, dispute, "recomputing")
    if Dispute.State.PROPOSED not in DISPUTE.allowed(found.state):
        return redirect(audience.url("dispute", found.number))
    facts, given = facts_of(found), request.POST or request.GET
    form = FactsForm(given, facts=facts)
    added = AddedForm(given, document=found.statement.input_document)
    shown, changes = {}, []
    # Both, so that each says what is wrong in it.
    valid = all([form.is_valid(), added.is_valid()])
    if valid and (asked_in(given, facts) or added.filled):
        try:
            recomputed = recompute(found.statement, form.changes() + added.changes())
            shown, changes = compared(found, recomputed), recomputed.changes
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
    address = address_of(found.statement)
    context = audience.context(
        dispute=found,
        address=address,
        corrected=corrected_before(found),
        restated=address != found.statement.number,
        form=form,
        added=added,
        asked=bool(shown),
        changes=changes,
        query=urlencode({"recomputed": changes_text(changes)}),
        **facts_page(found.statement, facts, form, Names()),
        **shown,
    )
    status = 422 if form.errors or added.errors else 200
    return render(request, "settlements/disputes/sandbox/recompute.html", context, status=status)
