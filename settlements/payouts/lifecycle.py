"""What a payout and a remittance request may become."""

from django.utils.translation import gettext as _

from portal.lifecycle import Lifecycle, RefusedMove
from portal.refused import Refused
from settlements.payouts.models import Payout, Remittance

_PAYOUT, _REMITTANCE = Payout.State, Remittance.State

PAYOUT = Lifecycle(
    transitions={
        _PAYOUT.PREPARED: {_PAYOUT.APPROVED, _PAYOUT.CANCELLED},
        _PAYOUT.APPROVED: {_PAYOUT.PAID, _PAYOUT.CANCELLED},
        _PAYOUT.PAID: set(),
        _PAYOUT.CANCELLED: set(),
    }
)
REMITTANCE = Lifecycle(
    transitions={
        _REMITTANCE.REQUESTED: {_REMITTANCE.RECEIVED, _REMITTANCE.CANCELLED},
        _REMITTANCE.RECEIVED: set(),
        _REMITTANCE.CANCELLED: set(),
    }
)


def require_move(row: Payout | Remittance, to_state: str) -> None:
    """Raises Refused (`wrong_state`) with a sentence where the document may not become that."""
    table = PAYOUT if isinstance(row, Payout) else REMITTANCE
    try:
        table.check(row.state, to_state)
    except RefusedMove:
        sentence = _("%(number)s is “%(state)s”, which does not allow this. Load the page again.")
        names = {"number": row.number, "state": row.get_state_display()}
        raise Refused("wrong_state", sentence % names) from None
