"""What was decided outside: entered by one person of staff, confirmed or dropped by another."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.refused import Refused
from portal.web.act_page import act_page
from settlements.adjustments.amount_field import amount_text
from settlements.disputes import confirm_decision as confirming
from settlements.disputes import drop_decision as dropping
from settlements.disputes.audience import Audience
from settlements.disputes.clock_forms import DecisionForm
from settlements.disputes.dispute_page import lines_of
from settlements.disputes.forms import VersionForm, VersionReasonForm, of_version
from settlements.disputes.lifecycle import DISPUTE
from settlements.disputes.models import Dispute
from settlements.disputes.outcome_of import proposed_outcome
from settlements.disputes.record_decision import record_decision as record

State = Dispute.State


def record_decision(request, audience: Audience, dispute: str) -> HttpResponse:
    """GET asks; POST keeps it for a second person, who sees what it comes to."""
    found = audience.dispute(request.user, dispute, "decision")
    back = audience.url("dispute", found.number)
    outside = found.level == Dispute.Level.OUTSIDE and State.DECIDED in DISPUTE.allowed(found.state)
    if request.method != "POST" and not outside:
        return redirect(back)
    lines = list(found.lines.select_related("line").order_by("pk"))
    initial: dict[str, object] = {f"agreed_{row.pk}": _start(row, found) for row in lines}
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = DecisionForm(
        *posted, lines=lines, currency=found.currency, initial={"version": found.version, **initial}
    )
    if posted and form.is_valid():
        try:
            record(by=request.user, dispute=found, **form.facts())
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Kept. A second person confirms it now."))
            return redirect(back)
    facts = {each.line.pk: each for each in lines_of(found, audience)}
    rows = [{"facts": facts[line.pk], "field": form[name], "line": line} for name, line in form.lines.items()]
    context = audience.context(dispute=found, form=form, rows=rows)
    return render(request, "settlements/disputes/decision.html", context, status=422 if form.errors else 200)


def confirm_decision(request, audience: Audience, dispute: str) -> HttpResponse:
    found = audience.dispute(request.user, dispute, "decision")
    back = audience.url("dispute", found.number)
    if request.method != "POST" and found.state != State.DECIDED:
        return redirect(back)
    return act_page(
        request,
        title=_("Confirm the decision about %(dispute)s") % {"dispute": found.number},
        action=_("Confirm the decision"),
        text=_("You compared it with its evidence. This ends the dispute for both sides."),
        form=of_version(request, found, VersionForm),
        act=partial(confirming.confirm_decision, by=request.user, dispute=found),
        done=_("The decision is confirmed, and the dispute resolved."),
        back=back,
        crumbs=[(back, found.number)],
        template="settlements/disputes/accept.html",
        extra=audience.context(
            dispute=found,
            lines=lines_of(found, audience),
            outcome=proposed_outcome(found) if found.state == State.DECIDED else None,
        ),
    )


def drop_decision(request, audience: Audience, dispute: str) -> HttpResponse:
    found = audience.dispute(request.user, dispute, "decision")
    back = audience.url("dispute", found.number)
    if request.method != "POST" and found.state != State.DECIDED:
        return redirect(back)
    return act_page(
        request,
        title=_("Drop the decision about %(dispute)s") % {"dispute": found.number},
        action=_("Drop what was entered"),
        text=_("It is not what was decided. The dispute goes on outside, and the decision is entered anew."),
        form=of_version(request, found, VersionReasonForm),
        act=partial(dropping.drop_decision, by=request.user, dispute=found),
        done=_("What was entered is dropped."),
        back=back,
        danger=True,
        crumbs=[(back, found.number)],
        extra=audience.context(),
    )


def _start(row, dispute: Dispute) -> str:
    amount = row.line_amount if row.agreed_amount is None else row.agreed_amount
    return amount_text(amount, dispute.currency)
