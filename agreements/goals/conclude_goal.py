"""End a goal by the settled figures. Called by the room that reads them; nobody decides it by hand."""

from decimal import Decimal

from django.db import transaction

from agreements.goals.lifecycle import State, move
from agreements.goals.tell import subject_of, tell
from agreements.models import JointGoal
from agreements.who_decides import PARTY
from portal.audit.record_event import record_event


@transaction.atomic
def conclude_goal(*, goal: JointGoal, reached: bool, value: Decimal) -> JointGoal:
    """Reached or missed, with the figure that decided; both sides are told.

    Raises Refused: `wrong_state`, `stale`, where somebody acted meanwhile.
    """
    to_state = State.REACHED if reached else State.MISSED
    row = move(goal=goal, version=goal.version, to_state=to_state, value=value)
    kind = "goal_reached" if reached else "goal_missed"
    tell(kind=kind, goal=row, parties=(PARTY.LICENSOR, PARTY.PARTNER))
    record_event(
        event="goal.reached" if reached else "goal.missed",
        subject=subject_of(row),
        partner=row.partner,
        details={"value": f"{value:f}", "target": f"{row.target:f}"},
    )
    return row
