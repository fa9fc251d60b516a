"""Joint goals with their progress, for either side."""

from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import render

from agreements.audience import Audience
from agreements.goals.access import goals_of
from agreements.goals.acts import goal_acts
from agreements.models import GoalChange, JointGoal
from agreements.sides import side_name
from agreements.terms_on_page import scope_words
from agreements.who_decides import why_not_speak
from portal.money.rounding import round_money
from portal.web import formats
from portal.web.act import Act
from settlements.runs.goal_progress import Progress, progress_of

STATE_KINDS = {
    "proposed": "warn",
    "active": "info",
    "reached": "good",
    "missed": "bad",
    "withdrawn": "neutral",
}


@dataclass(frozen=True, slots=True)
class Shown:
    progress: Progress
    bar: str
    kind: str
    proposer: str
    scope: str
    target: str
    value: str
    figures: list[tuple[str, str, str, str]]
    acts: dict[str, Act]
    ended: GoalChange | None


def goals(request, audience: Audience, number: str) -> HttpResponse:
    agreement = audience.read_agreement(request, number)
    rows = list(goals_of(agreement).prefetch_related("changes__by"))
    shown = [_shown(each, request.user, audience) for each in progress_of(agreement, rows)]
    context = audience.context(
        agreement=agreement,
        goals=shown,
        why_not=why_not_speak(request.user, agreement.partner),
        propose_url=audience.url("propose_goal", number),
        confirm_page=f"{audience.prefix}confirm_goal",
        withdraw_page=f"{audience.prefix}withdraw_goal",
        statement_page=f"{audience.prefix}statement",
        crumb_list=audience.crumbs(agreement),
    )
    return render(request, "settlements/runs/goals.html", context)


def _shown(progress: Progress, user, audience: Audience) -> Shown:
    goal = progress.goal
    changes = list(goal.changes.all())
    return Shown(
        progress=progress,
        bar=f"progress-{goal.pk}",
        kind=STATE_KINDS[goal.state],
        proposer=side_name(goal.party, goal.partner),
        scope=scope_words(goal),
        target=_figure(goal, goal.target),
        value=_figure(goal, _rounded(goal, progress.value)),
        figures=[
            (each.label, each.statement, _figure(goal, each.value), _figure(goal, each.so_far))
            for each in progress.figures
        ],
        acts=goal_acts(goal, user, staff=audience.is_staff),
        ended=changes[-1] if goal.state == JointGoal.State.WITHDRAWN else None,
    )


def _rounded(goal: JointGoal, value: Decimal) -> Decimal:
    """Money beside the bar as people pay it; the table has every digit."""
    if goal.metric != JointGoal.Metric.BASE:
        return value
    return round_money(value, goal.agreement.settlement_currency)


def _figure(goal: JointGoal, value) -> str:
    """As the metric is read."""
    if goal.metric == JointGoal.Metric.BASE:
        return formats.money(value, goal.agreement.settlement_currency)
    return formats.percent(value) if goal.metric == JointGoal.Metric.SHARE else formats.exact(value)
