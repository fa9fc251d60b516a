"""The acts on a version but the decisions: propose, take back, comment, answer, decline, attach."""

from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _

from agreements import discard_version as discarding
from agreements.audience import Audience
from agreements.models import Version
from agreements.negotiation import attach_signed_document as attaching
from agreements.negotiation import comment_on_version as commenting
from agreements.negotiation import counter_version as countering
from agreements.negotiation import decline_version as declining
from agreements.negotiation import propose_version as proposing
from agreements.negotiation import take_back_version as taking_back
from agreements.negotiation.forms import CommentForm, SignedDocumentForm
from agreements.negotiation.sides import COMMENTS, SIGNS, STAFF_COMMENTS, side_of
from agreements.refusing import refusing
from agreements.rows import posted
from portal.web.act_page import ReasonForm, act_page


def propose_version(request, audience: Audience, number: str, proposal: int) -> HttpResponse:
    return version_act(
        request,
        audience,
        _found(request, audience, number, proposal),
        title=_("Propose version %(number)s"),
        action=_("Propose these terms"),
        text=_("The other side is told, and nobody changes these terms while they are proposed."),
        verb=proposing.propose_version,
        done=_("The version is proposed; the other side is told."),
    )


def take_back_version(request, audience: Audience, number: str, proposal: int) -> HttpResponse:
    return version_act(
        request,
        audience,
        _found(request, audience, number, proposal),
        title=_("Take version %(number)s back"),
        action=_("Take it back"),
        text=_("It is a draft again, to be changed and proposed anew. Comments stay."),
        verb=taking_back.take_back_version,
        done=_("The version is a draft again."),
    )


def comment_on_version(request, audience: Audience, number: str, proposal: int) -> HttpResponse:
    found = audience.version(request.user, number, proposal)
    side_of(request.user, found.partner, roles=COMMENTS, staff=STAFF_COMMENTS)
    clause = request.GET.get("clause", "")[:20]
    return version_act(
        request,
        audience,
        found,
        title=_("Comment on version %(number)s"),
        action=_("Send the comment"),
        text=_("Both sides read it."),
        verb=commenting.comment_on_version,
        done=_("Your comment is written; the other side is told."),
        form=CommentForm(posted(request), initial={"clause_number": clause}),
    )


def counter_version(request, audience: Audience, number: str, proposal: int) -> HttpResponse:
    return version_act(
        request,
        audience,
        _found(request, audience, number, proposal),
        title=_("Answer version %(number)s by another one"),
        action=_("Draft an answer"),
        text=_(
            "You get a draft of your side that says the same, to change and propose. What it answers stays "
            "proposed until then."
        ),
        verb=countering.counter_version,
        done=_("Your draft is begun. Change it, then propose it."),
        leads_to=lambda made: audience.url("version", number, made.number),
    )


def decline_version(request, audience: Audience, number: str, proposal: int) -> HttpResponse:
    found = audience.version(request.user, number, proposal)
    side_of(request.user, found.partner, roles=SIGNS)
    return version_act(
        request,
        audience,
        found,
        title=_("Set version %(number)s aside"),
        action=_("Set it aside"),
        text=_(
            "These terms are off the table then. What is in force stays. The other side reads your reason."
        ),
        verb=declining.decline_version,
        done=_("The version is set aside; the other side is told."),
        form=ReasonForm(posted(request)),
        danger=True,
    )


def discard_own_version(request, audience: Audience, number: str, proposal: int) -> HttpResponse:
    return version_act(
        request,
        audience,
        _found(request, audience, number, proposal),
        title=_("Discard version %(number)s?"),
        action=_("Discard the draft"),
        text=_("The draft and its rules are gone then. What is in force stays as it is."),
        verb=discarding.discard_version,
        done=_("The draft is discarded."),
        danger=True,
        leads_to=lambda _none: audience.url("agreement", number),
    )


def attach_signed_document(request, audience: Audience, number: str, proposal: int) -> HttpResponse:
    sent = posted(request)
    return version_act(
        request,
        audience,
        _found(request, audience, number, proposal),
        title=_("Attach the signed version %(number)s"),
        action=_("Attach it"),
        text=_("Both sides can open it. It is kept as it is and cannot be replaced."),
        verb=attaching.attach_signed_document,
        done=_("The signed document is attached."),
        form=SignedDocumentForm(sent, request.FILES if sent else None),
    )


def _found(request, audience: Audience, number: str, proposal: int) -> Version:
    """For those who draft for their side. Outsiders: Http404; without the role: PermissionDenied."""
    found = audience.version(request.user, number, proposal)
    side_of(request.user, found.partner)
    return found


def version_act(
    request, audience: Audience, found: Version, *, title: str, verb, extra=None, **more
) -> HttpResponse:
    """The page of one act on the version, for those its view let through."""
    number = found.agreement.number
    back = audience.url("version", number, found.number)
    return act_page(
        request,
        title=title % {"number": found.number},
        act=refusing(partial(verb, version=found, by=request.user)),
        back=back,
        crumbs=[(audience.url("agreement", number), number), (back, str(found))],
        extra=audience.context(**(extra or {})),
        **more,
    )
