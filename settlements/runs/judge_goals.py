"""Say of joint goals that they are reached, or that their time is over."""

from agreements.goals.conclude_goal import conclude_goal
from agreements.goals.lifecycle import State
from agreements.models import Agreement, JointGoal
from portal.refused import Refused
from settlements.runs.goal_progress import Progress, progress_of

Metric = JointGoal.Metric


def judge_goals() -> int:
    """Every active goal whose settled figures decide it; how many were decided. Safe to run twice.

    A sum is reached as soon as it is; a share moves both ways, so it is judged when its time is over.
    """
    active = JointGoal.objects.filter(state=State.ACTIVE)
    return sum(
        _judge(agreement)
        for agreement in Agreement.objects.filter(goals__in=active).select_related("partner").distinct()
    )


def _judge(agreement: Agreement) -> int:
    rows = agreement.goals.filter(state=State.ACTIVE)
    goals = list(rows.select_related("agreement", "partner", "application", "model", "market", "unit"))
    return sum(_conclude(each) for each in progress_of(agreement, goals))


def _conclude(found: Progress) -> bool:
    early = found.enough and found.goal.metric != Metric.SHARE
    if not early and not found.over:
        return False
    try:
        conclude_goal(goal=found.goal, reached=found.enough, value=found.value)
    except Refused:
        return False  # somebody gave it up meanwhile
    return True
