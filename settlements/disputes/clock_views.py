"""The acts that move a dispute's clock: acknowledge, ask, give, escalate, assign."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from portal.accounts.access import require_role
from portal.web.act_page import act_page
from settlements.disputes import acknowledge_dispute as acknowledging
from settlements.disputes import ask_information as asking
from settlements.disputes import assign_dispute as assigning
from settlements.disputes import escalate_dispute as escalating
from settlements.disputes import give_information as giving
from settlements.disputes.audience import Audience
from settlements.disputes.clock_forms import AssignForm, InformationForm, OutsideForm
from settlements.disputes.forms import ReplyForm, VersionForm, VersionReasonForm, of_version
from settlements.disputes.lifecycle import LIVE
from settlements.disputes.models import Dispute
from settlements.disputes.sides import PARTNERS, side_of

State, Level = Dispute.State, Dispute.Level


def acknowledge_dispute(request, audience: Audience, dispute: str) -> HttpResponse:
    found = audience.dispute(request.user, dispute)
    side = side_of(request.user, found.partner)
    back = audience.url("dispute", found.number)
    if request.method != "POST" and (found.state != State.OPEN or side == found.side):
        return redirect(back)
    return act_page(
        request,
        title=_("Acknowledge %(dispute)s") % {"dispute": found.number},
        action=_("Acknowledge the dispute"),
        text=_("You say that you look into it. The other side is told; nothing is agreed to by it."),
        form=of_version(request, found, VersionForm),
        act=partial(acknowledging.acknowledge_dispute, by=request.user, dispute=found),
        done=_("The dispute is acknowledged; the other side is told."),
        back=back,
        crumbs=[(back, found.number)],
        extra=audience.context(),
    )


def ask_information(request, audience: Audience, dispute: str) -> HttpResponse:
    found = audience.dispute(request.user, dispute)
    back = audience.url("dispute", found.number)
    files = (request.POST, request.FILES) if request.method == "POST" else ()
    return act_page(
        request,
        title=_("Ask for information on %(dispute)s") % {"dispute": found.number},
        action=_("Ask"),
        text=_(
            "The clock for your proposal stands still until the partner answers. What a partner disputes "
            "ends when it does not answer for 30 days."
        ),
        form=InformationForm(*files, initial={"version": found.version}),
        act=partial(asking.ask_information, by=request.user, dispute=found),
        done=_("The partner is asked; your clock stands still."),
        back=back,
        crumbs=[(back, found.number)],
        template="settlements/disputes/act.html",
        extra=audience.context(),
    )


def give_information(request, audience: Audience, dispute: str) -> HttpResponse:
    found = audience.dispute(request.user, dispute)
    require_role(request.user, found.partner, *PARTNERS)
    back = audience.url("dispute", found.number)
    if request.method != "POST" and found.state != State.ASKED:
        return redirect(back)
    files = (request.POST, request.FILES) if request.method == "POST" else ()
    return act_page(
        request,
        title=_("Give information on %(dispute)s") % {"dispute": found.number},
        action=_("Send"),
        text=_("The question stands in the messages of the dispute. With your answer the licensor goes on."),
        form=ReplyForm(*files),
        act=partial(giving.give_information, by=request.user, dispute=found),
        done=_("Your answer is sent; the licensor goes on."),
        back=back,
        crumbs=[(back, found.number)],
        template="settlements/disputes/act.html",
        extra=audience.context(),
    )


def escalate_dispute(request, audience: Audience, dispute: str) -> HttpResponse:
    found = audience.dispute(request.user, dispute)
    side_of(request.user, found.partner)
    back = audience.url("dispute", found.number)
    if request.method != "POST" and escalating.why_not_escalate(found) is not None:
        return redirect(back)
    outside = found.level == Level.SECOND
    return act_page(
        request,
        title=_("Escalate %(dispute)s") % {"dispute": found.number},
        action=_("Escalate the dispute"),
        text=_outside_text(found) if outside else _second_text(),
        form=of_version(request, found, OutsideForm if outside else VersionReasonForm),
        act=partial(escalating.escalate_dispute, by=request.user, dispute=found),
        done=_("The dispute is escalated; the other side is told."),
        back=back,
        crumbs=[(back, found.number)],
        extra=audience.context(),
    )


def assign_dispute(request, audience: Audience, dispute: str) -> HttpResponse:
    found = audience.dispute(request.user, dispute)
    back = audience.url("dispute", found.number)
    if request.method != "POST" and found.state not in LIVE:
        return redirect(back)
    posted = request.POST if request.method == "POST" else None
    return act_page(
        request,
        title=_("Who looks after %(dispute)s?") % {"dispute": found.number},
        action=_("Assign"),
        text=_("This person is reminded of what is due. Others of the disputes role may still act."),
        form=AssignForm(posted, dispute=found),
        act=partial(assigning.assign_dispute, by=request.user, dispute=found),
        done=_("Kept."),
        back=back,
        crumbs=[(back, found.number)],
        extra=audience.context(),
    )


def _second_text() -> str:
    return _(
        "A second person of the licensor then decides what is proposed, in as many working days as at first. "
        "What is held stays held. The other side reads your reason."
    )


def _outside_text(dispute: Dispute) -> str:
    step = escalating.next_step(dispute)
    names = {"step": step.get_escalation_display(), "rules": step.escalation_rules or _("no rules named")}
    return (
        _(
            "The agreement’s next step is: %(step)s (%(rules)s). Begin it outside the portal first, and "
            "record it here. What is held stays held until it is decided."
        )
        % names
    )
