"""What a batch, a payout and a remittance request may become."""

from django.utils.translation import gettext as _

from portal.lifecycle import Lifecycle, RefusedMove
from portal.refused import Refused
from settlements.payouts.models import Payout, PayoutBatch, Remittance

_BATCH, _PAYOUT, _REMITTANCE = PayoutBatch.State, Payout.State, Remittance.State

BATCH = Lifecycle(
    transitions={
        _BATCH.PREPARED: {_BATCH.APPROVED, _BATCH.CANCELLED},
        _BATCH.APPROVED: {_BATCH.EXPORTED, _BATCH.CANCELLED},
        # Never sent anew, never taken back: what the bank did with each payout is asked of the bank.
        _BATCH.EXPORTED: set(),
        _BATCH.CANCELLED: set(),
    }
)
PAYOUT = Lifecycle(
    transitions={
        _PAYOUT.PREPARED: {_PAYOUT.APPROVED, _PAYOUT.CANCELLED},
        _PAYOUT.APPROVED: {_PAYOUT.SENT, _PAYOUT.CANCELLED},
        _PAYOUT.SENT: {_PAYOUT.PAID, _PAYOUT.RETURNED},
        _PAYOUT.PAID: {_PAYOUT.RETURNED},
        _PAYOUT.RETURNED: set(),
        _PAYOUT.CANCELLED: set(),
    }
)
# Approved before there were batches: no bank file takes it to the bank.
WITHOUT_BATCH = {_PAYOUT.APPROVED: {_PAYOUT.PAID, _PAYOUT.CANCELLED}}
REMITTANCE = Lifecycle(
    transitions={
        _REMITTANCE.REQUESTED: {_REMITTANCE.RECEIVED, _REMITTANCE.CANCELLED},
        _REMITTANCE.RECEIVED: set(),
        _REMITTANCE.CANCELLED: set(),
    }
)
_TABLES = {PayoutBatch: BATCH, Payout: PAYOUT, Remittance: REMITTANCE}


def require_move(row: PayoutBatch | Payout | Remittance, to_state: str) -> None:
    """Raises Refused (`wrong_state`) with a sentence where the document may not become that."""
    if isinstance(row, Payout) and row.batch_id is None and to_state in WITHOUT_BATCH.get(row.state, ()):
        return
    try:
        _TABLES[type(row)].check(row.state, to_state)
    except RefusedMove:
        sentence = _("%(number)s is “%(state)s”, which does not allow this. Load the page again.")
        names = {"number": row.number, "state": row.get_state_display()}
        raise Refused("wrong_state", sentence % names) from None
