"""What may be done with a run now, by whom, and why the reader may not."""

from django.utils.translation import gettext as _

from portal.accounts.access import is_staff, needed_roles
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.web.act import Act
from settlements.runs.approve_run import prepared_by
from settlements.runs.models import SettlementRun

State = SettlementRun.State
STATES = {
    "resettle": {State.REVIEW, State.REQUESTED},
    "waive_blocker": {State.REVIEW},
    "acknowledge_warnings": {State.REVIEW},
    "request_approval": {State.REVIEW},
    "approve_run": {State.REQUESTED},
    "send_back_run": {State.REQUESTED},
    "cancel_run": {State.SETTLING, State.REVIEW, State.REQUESTED},
}
ROLES = {
    "approve_run": (StaffRole.APPROVER,),
    "send_back_run": (StaffRole.APPROVER, StaffRole.FINANCE),
}


def run_acts(run: SettlementRun, user: User, open_blockers: int, open_warnings: int) -> dict[str, Act]:
    """Every act by its URL name."""
    acts = {}
    for name, states in STATES.items():
        roles = ROLES.get(name, (StaffRole.FINANCE,))
        why_not = "" if is_staff(user, *roles) else needed_roles(roles)
        if name == "approve_run":
            why_not = why_not or prepared_by(run, user)
        if name == "request_approval":
            why_not = why_not or _left_to_do(open_blockers, open_warnings)
        acts[name] = Act(run.state in states, why_not)
    return acts


def _left_to_do(open_blockers: int, open_warnings: int) -> str:
    left = []
    if open_blockers:
        left.append(_("Blockers are open: clear each, or waive it with a reason."))
    if open_warnings:
        left.append(_("Warnings are open: read and acknowledge each."))
    return " ".join(left)
