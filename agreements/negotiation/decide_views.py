"""Approve and accept: the whole version above the one button that decides."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from agreements import approve_version as approving
from agreements.audience import STAFF, Audience
from agreements.fingerprint_of import fingerprint_of
from agreements.models import Version
from agreements.negotiation import accept_version as accepting
from agreements.negotiation.act_views import version_act
from agreements.negotiation.forms import FingerprintForm
from agreements.negotiation.sides import SIGNS
from agreements.negotiation.version_page import version_page
from agreements.version_shown import whole_version
from agreements.who_approves import why_not_approve
from portal.accounts.access import licensor, require_role


def approve_version(request, number: str, version: int) -> HttpResponse:
    found = STAFF.version(request.user, number, version)
    return _decide(
        request,
        STAFF,
        found,
        title=_("Approve version %(number)s"),
        action=_("Approve these terms"),
        text=_("A signatory of the partner is asked to accept them; then they come into force."),
        verb=approving.approve_version,
        done=_("Version %(number)s is approved. A signatory of the partner accepts it next.")
        % {"number": found.number},
        why_not=why_not_approve(found, request.user),
        wanted=Version.State.PROPOSED,
    )


def accept_version(request, audience: Audience, number: str, proposal: int) -> HttpResponse:
    found = audience.version(request.user, number, proposal)
    require_role(request.user, found.partner, *SIGNS)
    return _decide(
        request,
        audience,
        found,
        title=_("Accept version %(number)s"),
        action=_("Accept these terms for my organisation"),
        text=_("They come into force on their first day. The version before ends there."),
        verb=accepting.accept_version,
        done=_("Version %(number)s is accepted.") % {"number": found.number},
        why_not="",
        wanted=Version.State.APPROVED,
    )


def _decide(
    request, audience: Audience, found: Version, *, why_not: str, wanted: str, **words
) -> HttpResponse:
    """The whole version above the one button; only what was looked at is decided on."""
    audience.look(found.agreement, request.user, "decide_version")
    shown = version_page(version=found, shown=whole_version(found), reader=request.user, audience=audience)
    form = FingerprintForm(request.POST if request.method == "POST" else None)
    extra = {"licensor": licensor(), "why_not": why_not, "waits": found.state == wanted, **shown}
    extra["fingerprint"] = fingerprint_of(found)
    template = "agreements/negotiation/decide.html"
    return version_act(request, audience, found, form=form, template=template, extra=extra, **words)
