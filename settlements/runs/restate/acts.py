"""What may be done with a restatement now, by whom, and why the reader may not."""

from portal.accounts.access import is_staff, needed_roles
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.web.act import Act
from settlements.runs.restate.models import Restatement
from settlements.runs.restate.who_prepared import who_prepared

State = Restatement.State
STATES = {
    "recompute_restatement": {State.READY, State.FAILED, State.REQUESTED},
    "choose_contained": {State.READY},
    "request_restatement_approval": {State.READY},
    "approve_restatement": {State.REQUESTED},
    "cancel_restatement": {State.COMPUTING, State.READY, State.FAILED, State.REQUESTED},
}
ROLES = {
    "approve_restatement": (StaffRole.APPROVER,),
    "cancel_restatement": (StaffRole.FINANCE, StaffRole.APPROVER),
}


def restatement_acts(row: Restatement, user: User) -> dict[str, Act]:
    """Every act by its URL name."""
    acts = {}
    for name, states in STATES.items():
        roles = ROLES.get(name, (StaffRole.FINANCE,))
        why_not = "" if is_staff(user, *roles) else needed_roles(roles)
        if name == "approve_restatement":
            why_not = why_not or who_prepared(row, user)
        acts[name] = Act(row.state in states, why_not)
    return acts
