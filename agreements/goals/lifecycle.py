"""What a joint goal may become, and the one way it becomes it."""

from decimal import Decimal

from django.utils.translation import gettext as _

from agreements.models import GoalChange, JointGoal
from portal.accounts.models import User
from portal.lifecycle import Lifecycle, RefusedMove
from portal.refused import Refused

State = JointGoal.State

GOAL = Lifecycle(
    transitions={
        State.PROPOSED: {State.ACTIVE, State.WITHDRAWN},
        State.ACTIVE: {State.REACHED, State.MISSED, State.WITHDRAWN},
        State.REACHED: set(),
        State.MISSED: set(),
        State.WITHDRAWN: set(),
    }
)
LIVE = GOAL.states - GOAL.final_states


def move(
    *,
    goal: JointGoal,
    version: int,
    to_state: str,
    party: str = "",
    by: User | None = None,
    reason: str = "",
    value: Decimal | None = None,
) -> JointGoal:
    """The goal as moved, with a row that says who and why, or which figure decided.

    One conditional write decides between two who act at once. Raises Refused: `wrong_state`, `stale`.
    """
    row = JointGoal.objects.select_related("agreement", "partner").get(pk=goal.pk)
    before = row.state
    try:
        GOAL.check(before, to_state)
    except RefusedMove:
        sentence = _("The goal “%(title)s” is “%(state)s”, which does not allow this. Load the page again.")
        names = {"title": row.title, "state": row.get_state_display()}
        raise Refused("wrong_state", sentence % names) from None
    won = JointGoal.objects.filter(pk=row.pk, state=before, version=version).update(
        state=to_state, version=version + 1
    )
    if not won:
        sentence = _("The goal “%(title)s” changed since you looked at it. Load the page again.")
        raise Refused("stale", sentence % {"title": row.title})
    GoalChange.objects.create(
        goal=row,
        partner=row.partner,
        from_state=before,
        to_state=to_state,
        party=party,
        by=by,
        reason=reason,
        value=value,
    )
    row.state, row.version = to_state, version + 1
    return row
