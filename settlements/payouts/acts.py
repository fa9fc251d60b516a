"""What may be done with a batch, a payout or a remittance request now, by whom, and why not."""

from portal.accounts.access import is_staff, needed_roles
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.web.act import Act
from settlements.balances.soundness.require_sound_books import why_unsound
from settlements.payouts.approve_batch import why_approved_before, why_own_work
from settlements.payouts.models import Payout, PayoutBatch, PayoutOutcome, Remittance, RemittanceReceipt
from settlements.payouts.second_word import why_own_word

BATCH, PAYOUT = PayoutBatch.State, Payout.State
BOTH = (StaffRole.FINANCE, StaffRole.APPROVER)
ROLES = {
    "prepare_payouts": (StaffRole.FINANCE,),
    "approve_batch": (StaffRole.APPROVER,),
    "export_batch": BOTH,
    "cancel_batch": BOTH,
    "cancel_payout": BOTH,
    "tell_paid": BOTH,
    "tell_returned": BOTH,
    "confirm_outcome": BOTH,
    "drop_outcome": BOTH,
    "request_remittances": (StaffRole.FINANCE,),
    "tell_receipt": BOTH,
    "confirm_receipt": BOTH,
    "drop_receipt": BOTH,
    "cancel_remittance": (StaffRole.FINANCE,),
}
BATCH_STATES = {
    "approve_batch": {BATCH.PREPARED},
    "export_batch": {BATCH.APPROVED, BATCH.EXPORTED},
    "cancel_batch": {BATCH.PREPARED, BATCH.APPROVED},
}
PAYOUT_STATES = {
    "cancel_payout": {PAYOUT.PREPARED},
    "tell_paid": {PAYOUT.SENT},
    "tell_returned": {PAYOUT.SENT, PAYOUT.PAID},
}
PAYING = {"prepare_payouts", "approve_batch", "export_batch"}
REMITTANCE_ACTS = ("tell_receipt", "cancel_remittance")


def why_not(name: str, user: User) -> str:
    """Who may do the act of that URL name, where the reader may not, or what stops everybody; else empty."""
    if not is_staff(user, *ROLES[name]):
        return needed_roles(ROLES[name])
    return why_unsound() if name in PAYING else ""


def batch_acts(batch: PayoutBatch, user: User) -> dict[str, Act]:
    """Every act on a batch by its URL name."""
    acts = {
        name: Act(True, why_not(name, user)) if batch.state in fit else Act(False, "")
        for name, fit in BATCH_STATES.items()
    }
    if acts["approve_batch"].may and (why := why_own_work(batch, user) or why_approved_before(batch, user)):
        acts["approve_batch"] = Act(True, why)
    return acts


def payout_acts(payout: Payout, user: User, told: PayoutOutcome | None) -> dict[str, Act]:
    """Every act on a payout by its URL name; `told`: what one person said came of it, to be confirmed."""
    states = dict(PAYOUT_STATES)
    if payout.batch_id is None:
        # Approved before there were batches: no bank file takes it to the bank.
        states["cancel_payout"] = {PAYOUT.PREPARED, PAYOUT.APPROVED}
        states["tell_paid"] = {PAYOUT.APPROVED, PAYOUT.SENT}
    acts = {
        name: Act(payout.state in fit and not (told and name.startswith("tell_")), why_not(name, user))
        for name, fit in states.items()
    }
    own = why_own_word(told, user) if told else ""
    acts["confirm_outcome"] = Act(told is not None, why_not("confirm_outcome", user) or own)
    acts["drop_outcome"] = Act(told is not None, why_not("drop_outcome", user))
    return acts


def remittance_acts(
    remittance: Remittance, user: User, told: RemittanceReceipt | None = None
) -> dict[str, Act]:
    """Every act on a remittance request; `told`: what one person said arrived, to be confirmed."""
    is_open = remittance.state == Remittance.State.REQUESTED
    acts = {name: Act(is_open and not told, why_not(name, user)) for name in REMITTANCE_ACTS}
    own = why_own_word(told, user) if told else ""
    acts["confirm_receipt"] = Act(told is not None, why_not("confirm_receipt", user) or own)
    acts["drop_receipt"] = Act(told is not None, why_not("drop_receipt", user))
    return acts
