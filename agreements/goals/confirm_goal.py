"""Agree to a goal the other side proposed."""

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
def confirm_goal(*, by: User, goal: JointGoal, version: int) -> JointGoal:
    """From now on settled figures are counted towards it.

    Those who decide for the side that did not propose it. Raises Refused: `own`, `wrong_state`, `stale`.
    """
    party = side_of(by, goal.partner, deciding=True)
    if party == goal.party:
        raise Refused("own", _("Your side proposed this goal. The other side confirms it."))
    row = move(goal=goal, version=version, to_state=State.ACTIVE, party=party, by=by)
    tell(kind="goal_confirmed", goal=row, parties=(other(party),), writer=by.name)
    record_event(
        event="goal.confirmed",
        subject=subject_of(row),
        actor=by,
        partner=row.partner,
        details={"party": party},
    )
    return row
