"""Give up a goal: it takes two to have one."""

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.goals.lifecycle import State, move
from agreements.goals.tell import subject_of, tell
from agreements.models import JointGoal
from agreements.sides import other
from agreements.who_decides import side_of
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused


@transaction.atomic
def withdraw_goal(*, by: User, goal: JointGoal, version: int, reason: str) -> JointGoal:
    """Either side may, also instead of confirming. No money depends on a goal.

    Those who decide. Raises Refused: `no_reason`, `wrong_state`, `stale`.
    """
    party = side_of(by, goal.partner, deciding=True)
    reason = reason.strip()
    if not reason or len(reason) > 1000:
        sentence = _("Say in at most 1,000 characters why; the other side reads it.")
        raise Refused("no_reason", sentence)
    row = move(goal=goal, version=version, to_state=State.WITHDRAWN, party=party, by=by, reason=reason)
    tell(kind="goal_withdrawn", goal=row, parties=(other(party),), writer=by.name)
    record_event(
        event="goal.withdrawn",
        subject=subject_of(row),
        actor=by,
        partner=row.partner,
        details={"party": party},
    )
    return row
