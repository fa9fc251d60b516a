"""The acts on joint goals. Their progress is a page of settlements, which has the figures."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.audience import Audience
from agreements.goals import confirm_goal as confirming
from agreements.goals import withdraw_goal as withdrawing
from agreements.goals.access import goal_of
from agreements.goals.acts import goal_acts
from agreements.goals.forms import GoalForm, GoalReasonForm, GoalVersionForm
from agreements.goals.propose_goal import propose_goal as propose
from agreements.models import JointGoal
from agreements.rows import posted
from agreements.who_decides import side_of
from portal.refused import Refused
from portal.web.act_page import act_page


def propose_goal(request, audience: Audience, number: str) -> HttpResponse:
    agreement = audience.read_agreement(request, number)
    side_of(request.user, agreement.partner)
    back = audience.url("goals", number)
    form = GoalForm(
        posted(request), agreement=agreement, today=timezone.localdate(), initial={"metric": "base_revenue"}
    )
    if form.is_bound and form.is_valid():
        try:
            propose(by=request.user, agreement=agreement, aim=form.aim())
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The goal is proposed; the other side is told."))
            return redirect(back)
    context = audience.context(
        agreement=agreement,
        form=form,
        back=back,
        crumb_list=audience.crumbs(agreement, (back, _("Joint goals"))),
    )
    status = 422 if form.errors else 200
    return render(request, "agreements/goals/propose_goal.html", context, status=status)


def confirm_goal(request, audience: Audience, number: str, goal: int) -> HttpResponse:
    return _act(
        request,
        audience,
        _found(request, audience, number, goal),
        verb="confirm",
        title=_("Confirm “%(title)s”"),
        action=_("Confirm the goal"),
        text=_("From now on both sides see how far it has come. No money depends on it."),
        form=GoalVersionForm,
        act=confirming.confirm_goal,
        done=_("The goal is confirmed; the other side is told."),
    )


def withdraw_goal(request, audience: Audience, number: str, goal: int) -> HttpResponse:
    return _act(
        request,
        audience,
        _found(request, audience, number, goal),
        verb="withdraw",
        title=_("Give up “%(title)s”"),
        action=_("Give the goal up"),
        text=_("It is no longer tracked. The other side reads your reason."),
        form=GoalReasonForm,
        act=withdrawing.withdraw_goal,
        done=_("The goal is withdrawn; the other side is told."),
        danger=True,
    )


def _found(request, audience: Audience, number: str, goal: int) -> JointGoal:
    agreement = audience.read_agreement(request, number)
    side_of(request.user, agreement.partner, deciding=True)
    return goal_of(agreement, goal)


def _act(request, audience: Audience, found: JointGoal, *, verb, title, form, act, **page) -> HttpResponse:
    number = found.agreement.number
    back = audience.url("goals", number)
    given = posted(request)
    if given is None and not goal_acts(found, request.user, staff=audience.is_staff)[verb].may:
        return redirect(back)
    return act_page(
        request,
        title=title % {"title": found.title},
        form=form(given, initial={"version": found.version}),
        act=partial(act, by=request.user, goal=found),
        back=back,
        crumbs=audience.crumbs(found.agreement, (back, _("Joint goals"))),
        extra=audience.context(),
        **page,
    )
