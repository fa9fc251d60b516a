"""What may be done with a dispute beside proposing and answering: by whom, and why the reader may not."""

from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.web.act import Act
from settlements.disputes.confirm_decision import why_own_decision
from settlements.disputes.escalate_dispute import why_not_escalate
from settlements.disputes.lifecycle import DISPUTE, LIVE
from settlements.disputes.models import Dispute, Side

State, Level = Dispute.State, Dispute.Level


def clock_acts(dispute: Dispute, user: User, *, speaks: str, staff: bool) -> dict[str, Act]:
    """By the verb. `speaks`: why the reader may not speak for their side; empty: may."""
    moves = DISPUTE.allowed(dispute.state)
    own = staff == (dispute.side == Side.LICENSOR)
    licensor = speaks if staff else _("Staff of the licensor do that.")
    outside = dispute.level == Level.OUTSIDE
    decided = dispute.state == State.DECIDED
    return {
        "acknowledge": Act(
            dispute.state == State.OPEN, _("The other side acknowledges the dispute.") if own else speaks
        ),
        "ask": Act(State.ASKED in moves and not outside, licensor),
        "give": Act(
            dispute.state == State.ASKED, _("The partner gives the information.") if staff else speaks
        ),
        "escalate": Act(why_not_escalate(dispute) is None, speaks),
        "assign": Act(dispute.state in LIVE, licensor),
        "record": Act(State.DECIDED in moves and outside, licensor),
        "confirm": Act(decided, licensor or why_own_decision(dispute, user)),
        "drop": Act(decided, licensor),
    }
