"""What may be done with a joint goal now, by whom, and why the reader may not."""

from django.utils.translation import gettext as _

from agreements.goals.lifecycle import GOAL, State
from agreements.models import JointGoal
from agreements.who_decides import PARTY, why_not_speak
from portal.accounts.models import User
from portal.web.act import Act


def goal_acts(goal: JointGoal, user: User, *, staff: bool) -> dict[str, Act]:
    """By the verb, for a reader of the licensor's (`staff`) or the partner's side."""
    decides = why_not_speak(user, goal.partner, deciding=True)
    own = goal.party == (PARTY.LICENSOR if staff else PARTY.PARTNER)
    confirms = _("Your side proposed this goal. The other side confirms it.") if own else decides
    moves = GOAL.allowed(goal.state)
    return {
        "confirm": Act(goal.state == State.PROPOSED, confirms),
        "withdraw": Act(State.WITHDRAWN in moves, decides),
    }
