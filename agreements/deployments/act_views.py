"""The acts on deployments, for both parties: each one domain call."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from agreements.audience import Audience
from agreements.deployments import approve_deployment as approving
from agreements.deployments import contest_deployment as contesting
from agreements.deployments import end_deployment as ending
from agreements.deployments import propose_deployment as proposing
from agreements.deployments import reclassify_deployment as reclassifying
from agreements.deployments import refuse_deployment as refusing
from agreements.deployments import settle_contest as settling
from agreements.deployments.acts import deployment_acts, proposal_of
from agreements.deployments.first_open_day import first_open_day
from agreements.deployments.forms import DeploymentForm, ReclassifyForm
from agreements.deployments.views import deployment_of
from agreements.models import Deployment
from agreements.registers.forms import EndForm
from agreements.registers.sides import PARTNERS
from agreements.rows import asked_for, posted
from agreements.terms_on_page import scope_words
from portal.accounts.access import require_role
from portal.web import formats
from portal.web.act_page import ReasonForm, act_page


def propose_deployment(request, audience: Audience, number: str) -> HttpResponse:
    found = audience.frame(request.user, number)
    require_role(request.user, found.partner, *PARTNERS)
    back = audience.url("deployments", number)
    return act_page(
        request,
        title=_("Enter a deployment"),
        action=_("Propose it"),
        text=_("The licensor is told, and approves it or says why not."),
        form=DeploymentForm(posted(request), initial=asked_for(request, "code", "from_date")),
        act=partial(proposing.propose_deployment, agreement=found, by=request.user),
        done=_("Proposed; the licensor answers."),
        back=back,
        crumbs=[(audience.url("agreement", number), number), (back, _("Deployments"))],
        leads_to=lambda row: audience.url("deployment", number, row.pk),
        extra=audience.context(agreement=found),
    )


def approve_deployment(request, audience: Audience, number: str, deployment: int) -> HttpResponse:
    row = deployment_of(audience.frame(request.user, number), deployment)
    proposal = proposal_of(row)
    text = ""
    if proposal is not None:
        names = {"scope": scope_words(proposal), "day": formats.day(proposal.from_date)}
        text = _("It is then, from %(day)s on: %(scope)s.") % names
    return _act(
        request,
        audience,
        row,
        "approve",
        title=_("Approve deployment %(code)s"),
        action=_("Approve it"),
        text=text,
        act=partial(approving.approve_deployment, deployment=row, by=request.user),
        done=_("Approved; the other side is told."),
    )


def refuse_deployment(request, audience: Audience, number: str, deployment: int) -> HttpResponse:
    row = deployment_of(audience.frame(request.user, number), deployment)
    return _act(
        request,
        audience,
        row,
        "refuse",
        title=_("Refuse what is proposed for deployment %(code)s"),
        action=_("Refuse it"),
        text=_("The other side is told and reads your reason."),
        form=ReasonForm(posted(request)),
        act=partial(refusing.refuse_deployment, deployment=row, by=request.user),
        done=_("Refused; the other side is told."),
        danger=True,
    )


def reclassify_deployment(request, audience: Audience, number: str, deployment: int) -> HttpResponse:
    row = deployment_of(audience.frame(request.user, number), deployment)
    earliest = {"day": formats.day(first_open_day(row))}
    return _act(
        request,
        audience,
        row,
        "reclassify",
        title=_("Reclassify deployment %(code)s"),
        action=_("Propose it"),
        text=_("It takes effect on its day once the other side approves; not before %(day)s.") % earliest,
        form=ReclassifyForm(posted(request)),
        act=partial(reclassifying.reclassify_deployment, deployment=row, by=request.user),
        done=_("Proposed; the other side answers."),
    )


def contest_deployment(request, audience: Audience, number: str, deployment: int) -> HttpResponse:
    row = deployment_of(audience.frame(request.user, number), deployment)
    return _act(
        request,
        audience,
        row,
        "contest",
        title=_("Contest deployment %(code)s"),
        action=_("Contest it"),
        text=_("Say what is wrong. It stays live until both sides agree; the other side is told."),
        form=ReasonForm(posted(request)),
        act=partial(contesting.contest_deployment, deployment=row, by=request.user),
        done=_("Contested; the other side is told."),
        danger=True,
    )


def settle_contest(request, audience: Audience, number: str, deployment: int) -> HttpResponse:
    row = deployment_of(audience.frame(request.user, number), deployment)
    return _act(
        request,
        audience,
        row,
        "settle",
        title=_("Deployment %(code)s is right as it stands"),
        action=_("Contest it no more"),
        text=_("It stays what it is, and the other side is told."),
        form=ReasonForm(posted(request)),
        act=partial(settling.settle_contest, deployment=row, by=request.user),
        done=_("Saved; the other side is told."),
    )


def end_deployment(request, audience: Audience, number: str, deployment: int) -> HttpResponse:
    row = deployment_of(audience.frame(request.user, number), deployment)
    return _act(
        request,
        audience,
        row,
        "end",
        title=_("End deployment %(code)s"),
        action=_("End it"),
        text=_("The row stays in the register, with its last day."),
        form=EndForm(posted(request)),
        act=partial(ending.end_deployment, deployment=row, by=request.user),
        done=_("Saved; the other side is told."),
        danger=True,
    )


def _act(
    request, audience: Audience, row: Deployment, name: str, *, title: str, text: str, **asked
) -> HttpResponse:
    """The page of one act, for those who keep the register. Raises PermissionDenied with the sentence."""
    number = row.agreement.number
    back = audience.url("deployment", number, row.pk)
    act = deployment_acts(row, request.user, staff=audience.is_staff)[name]
    if act.why_not:
        raise PermissionDenied(act.why_not)
    if request.method != "POST" and not act.fits:
        return redirect(back)
    crumbs = [
        (audience.url("agreement", number), number),
        (audience.url("deployments", number), _("Deployments")),
    ]
    extra = audience.context(agreement=row.agreement)
    title = title % {"code": row.code}
    return act_page(request, title=title, text=text, back=back, crumbs=crumbs, extra=extra, **asked)
