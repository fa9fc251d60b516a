"""The acts on disputes but the proposal: open, reply, accept, refuse, withdraw."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from portal.accounts.access import require_role
from portal.web.act_page import act_page
from settlements.disputes import accept_outcome as accepting
from settlements.disputes import refuse_outcome as refusing
from settlements.disputes import withdraw_dispute as withdrawing
from settlements.disputes.audience import Audience
from settlements.disputes.dispute_page import lines_of
from settlements.disputes.forms import VersionForm, VersionReasonForm, of_version
from settlements.disputes.lifecycle import DISPUTE
from settlements.disputes.models import Dispute
from settlements.disputes.outcome_of import proposed_outcome
from settlements.disputes.reply_page import reply_page
from settlements.disputes.sandbox.basis_shown import basis_shown
from settlements.disputes.sides import SIGNS, side_of


def reply_to_dispute(request, audience: Audience, dispute: str) -> HttpResponse:
    found = audience.dispute(request.user, dispute)
    side_of(request.user, found.partner)
    return reply_page(request, audience, found, found.number, audience.url("dispute", found.number))


def accept_outcome(request, audience: Audience, dispute: str) -> HttpResponse:
    found = audience.dispute(request.user, dispute)
    require_role(request.user, found.partner, *SIGNS)
    back = audience.url("dispute", found.number)
    proposed = found.state == Dispute.State.PROPOSED
    if request.method != "POST" and not proposed:
        return redirect(back)
    return act_page(
        request,
        title=_("Accept the outcome of %(dispute)s") % {"dispute": found.number},
        action=_("Accept the outcome"),
        text=_("This ends the dispute for both sides."),
        form=of_version(request, found, VersionForm),
        act=partial(accepting.accept_outcome, by=request.user, dispute=found),
        done=_("The outcome is accepted, and the dispute resolved."),
        back=back,
        crumbs=[(back, found.number)],
        template="settlements/disputes/accept.html",
        extra=audience.context(
            dispute=found,
            lines=lines_of(found, audience),
            outcome=proposed_outcome(found) if proposed else None,
            basis=basis_shown(found),
        ),
    )


def refuse_outcome(request, audience: Audience, dispute: str) -> HttpResponse:
    found = audience.dispute(request.user, dispute)
    require_role(request.user, found.partner, *SIGNS)
    back = audience.url("dispute", found.number)
    if _goes_nowhere(request, found, Dispute.State.REFUSED):
        return redirect(back)
    return act_page(
        request,
        title=_("Refuse the outcome of %(dispute)s") % {"dispute": found.number},
        action=_("Refuse the outcome"),
        text=_(
            "The dispute goes on: what is held stays held, and the licensor may propose something else. "
            "The other side reads your reason."
        ),
        form=of_version(request, found, VersionReasonForm),
        act=partial(refusing.refuse_outcome, by=request.user, dispute=found),
        done=_("The outcome is refused; the licensor is told."),
        back=back,
        danger=True,
        crumbs=[(back, found.number)],
        extra=audience.context(),
    )


def withdraw_dispute(request, audience: Audience, dispute: str) -> HttpResponse:
    found = audience.dispute(request.user, dispute)
    side_of(request.user, found.partner)
    back = audience.url("dispute", found.number)
    if _goes_nowhere(request, found, Dispute.State.WITHDRAWN):
        return redirect(back)
    return act_page(
        request,
        title=_("Withdraw %(dispute)s") % {"dispute": found.number},
        action=_("Withdraw the dispute"),
        text=_(
            "The statement stands as it was issued, and what was held is free. "
            "The other side reads your reason."
        ),
        form=of_version(request, found, VersionReasonForm),
        act=partial(withdrawing.withdraw_dispute, by=request.user, dispute=found),
        done=_("The dispute is withdrawn."),
        back=back,
        danger=True,
        crumbs=[(back, found.number)],
        extra=audience.context(),
    )


def _goes_nowhere(request, dispute: Dispute, to_state: str) -> bool:
    """Whether the page would ask for what the state does not allow; a post is told so by the verb."""
    return request.method != "POST" and to_state not in DISPUTE.allowed(dispute.state)
