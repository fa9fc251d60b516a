"""What may be done with a payout or a remittance request now, by whom, and why the reader may not."""

from portal.accounts.access import is_staff, needed_roles
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.web.act import Act
from settlements.balances.soundness.require_sound_books import why_unsound
from settlements.payouts.approve_payout import why_own_work
from settlements.payouts.models import Payout, Remittance
from settlements.payouts.reasons import suspended

PREPARED, APPROVED = Payout.State.PREPARED, Payout.State.APPROVED
BOTH = (StaffRole.FINANCE, StaffRole.APPROVER)
ROLES = {
    "prepare_payouts": (StaffRole.FINANCE,),
    "approve_payout": (StaffRole.APPROVER,),
    "mark_paid": BOTH,
    "cancel_payout": BOTH,
    "request_remittances": (StaffRole.FINANCE,),
    "mark_received": BOTH,
    "cancel_remittance": (StaffRole.FINANCE,),
}
PAYOUT_STATES = {"approve_payout": {PREPARED}, "mark_paid": {APPROVED}, "cancel_payout": {PREPARED, APPROVED}}
PAYING = {"prepare_payouts", "approve_payout", "mark_paid"}
REMITTANCE_ACTS = ("mark_received", "cancel_remittance")


def why_not(name: str, user: User) -> str:
    """Who may do the act of that URL name, where the reader may not, or what stops everybody; else empty."""
    if not is_staff(user, *ROLES[name]):
        return needed_roles(ROLES[name])
    return why_unsound() if name in PAYING else ""


def payout_acts(payout: Payout, user: User) -> dict[str, Act]:
    """Every act on a payout by its URL name."""
    acts = {
        name: Act(True, why_not(name, user)) if payout.state in fit else Act(False, "")
        for name, fit in PAYOUT_STATES.items()
    }
    if acts["approve_payout"].may and (why := why_own_work(payout, user) or suspended(payout.partner)):
        acts["approve_payout"] = Act(True, why)
    return acts


def remittance_acts(remittance: Remittance, user: User) -> dict[str, Act]:
    """Every act on a remittance request by its URL name."""
    is_open = remittance.state == Remittance.State.REQUESTED
    return {name: Act(is_open, why_not(name, user)) for name in REMITTANCE_ACTS}
