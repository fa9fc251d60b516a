"""The acts on contributions: each page says what will happen, asks, does it."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from agreements.audience import Audience
from agreements.contributions import accept_contribution as accepting
from agreements.contributions import accept_end as accepting_end
from agreements.contributions import add_evidence as adding
from agreements.contributions import drop_end as dropping_end
from agreements.contributions import file_contribution as filing
from agreements.contributions import propose_end as proposing_end
from agreements.contributions import refuse_contribution as refusing
from agreements.contributions import withdraw_contribution as withdrawing
from agreements.contributions.access import contribution_to
from agreements.contributions.acts import contribution_acts
from agreements.contributions.forms import EndForm, EvidenceForm, VersionForm, VersionReasonForm
from agreements.contributions.worth import worth
from agreements.models import Contribution
from agreements.who_decides import side_of
from portal.web import formats
from portal.web.act_page import act_page


def file_contribution(request, audience: Audience, number: str, contribution: str) -> HttpResponse:
    return _page(
        request,
        _found(request, audience, number, contribution),
        audience,
        verb="file",
        title=_("File %(code)s"),
        action=_("File it"),
        text=_("The other side is told, and accepts it, offers something else, or refuses."),
        form=VersionForm,
        act=filing.file_contribution,
        done=_("It is filed; the other side is told."),
    )


def accept_contribution(request, audience: Audience, number: str, contribution: str) -> HttpResponse:
    found = _found(request, audience, number, contribution, deciding=True)
    sentence = _(
        "%(worth)s, %(days)s. From its first day on settlements take it in, and it cannot be undone."
    )
    facts = {
        "worth": worth(found, found.agreement.settlement_currency),
        "days": formats.days(found.from_date, found.to_date),
    }
    return _page(
        request,
        found,
        audience,
        verb="accept",
        title=_("Accept %(code)s"),
        action=_("Accept"),
        text=sentence % facts,
        form=VersionForm,
        act=accepting.accept_contribution,
        done=_("It is accepted; the other side is told."),
    )


def refuse_contribution(request, audience: Audience, number: str, contribution: str) -> HttpResponse:
    return _page(
        request,
        _found(request, audience, number, contribution, deciding=True),
        audience,
        verb="refuse",
        title=_("Refuse %(code)s"),
        action=_("Refuse it"),
        text=_("It never counts. The other side reads your reason, and may file anew."),
        form=VersionReasonForm,
        act=refusing.refuse_contribution,
        done=_("It is refused; the other side is told."),
        danger=True,
    )


def withdraw_contribution(request, audience: Audience, number: str, contribution: str) -> HttpResponse:
    return _page(
        request,
        _found(request, audience, number, contribution),
        audience,
        verb="withdraw",
        title=_("Withdraw %(code)s"),
        action=_("Withdraw it"),
        text=_("It never counts. Nothing of it is deleted."),
        form=VersionReasonForm,
        act=withdrawing.withdraw_contribution,
        done=_("It is withdrawn."),
        danger=True,
    )


def propose_contribution_end(request, audience: Audience, number: str, contribution: str) -> HttpResponse:
    return _page(
        request,
        _found(request, audience, number, contribution),
        audience,
        verb="propose_end",
        title=_("End %(code)s earlier"),
        action=_("Propose this end"),
        text=_("Nothing changes until the other side agrees."),
        form=EndForm,
        act=proposing_end.propose_end,
        done=_("The end is proposed; the other side is told."),
    )


def accept_contribution_end(request, audience: Audience, number: str, contribution: str) -> HttpResponse:
    found = _found(request, audience, number, contribution, deciding=True)
    sentence = _("From %(day)s on it no longer counts. This cannot be undone.")
    return _page(
        request,
        found,
        audience,
        verb="accept_end",
        title=_("Agree to an earlier end of %(code)s"),
        action=_("Agree"),
        text=sentence % {"day": formats.day(found.ending_date)} if found.ending_date else "",
        form=VersionForm,
        act=accepting_end.accept_end,
        done=_("The earlier end is agreed."),
    )


def drop_contribution_end(request, audience: Audience, number: str, contribution: str) -> HttpResponse:
    return _page(
        request,
        _found(request, audience, number, contribution, deciding=True),
        audience,
        verb="drop_end",
        title=_("Leave %(code)s its end"),
        action=_("Drop the earlier end"),
        text=_("It goes on as it was accepted. The other side is told."),
        form=VersionForm,
        act=dropping_end.drop_end,
        done=_("It goes on as it was accepted."),
    )


def add_contribution_evidence(request, audience: Audience, number: str, contribution: str) -> HttpResponse:
    found = _found(request, audience, number, contribution)
    back = audience.url("contribution", number, found.code)
    return act_page(
        request,
        title=_("Add evidence to %(code)s") % {"code": found.code},
        action=_("Add the file"),
        form=EvidenceForm(request.POST, request.FILES) if request.method == "POST" else EvidenceForm(),
        act=partial(adding.add_evidence, by=request.user, contribution=found),
        done=_("The file is added."),
        back=back,
        crumbs=audience.crumbs(found.agreement, (back, found.code)),
        extra=audience.context(),
    )


def _found(
    request, audience: Audience, number: str, contribution: str, *, deciding: bool = False
) -> Contribution:
    """For somebody who may act. Outsiders: Http404; without the role: PermissionDenied."""
    agreement = audience.read_agreement(request, number)
    side_of(request.user, agreement.partner, deciding=deciding)
    return contribution_to(agreement, contribution, staff=audience.is_staff)


def _page(
    request, found: Contribution, audience: Audience, *, verb: str, title: str, form, act, **page
) -> HttpResponse:
    """The act's page; where the state does not allow it, GET leads back and a post is told so by the verb."""
    back = audience.url("contribution", found.agreement.number, found.code)
    posted = request.POST if request.method == "POST" else None
    if posted is None and not contribution_acts(found, request.user, staff=audience.is_staff)[verb].may:
        return redirect(back)
    return act_page(
        request,
        title=title % {"code": found.code},
        form=form(posted, initial={"version": found.version}),
        act=partial(act, by=request.user, contribution=found),
        back=back,
        crumbs=audience.crumbs(found.agreement, (back, found.code)),
        extra=audience.context(),
        **page,
    )
