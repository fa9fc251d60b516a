"""What a run and a settlement in it may become."""

from django.utils.translation import gettext as _

from portal.lifecycle import Lifecycle, RefusedMove
from portal.refused import Refused
from settlements.runs.models import Settlement, SettlementRun

_RUN, _SETTLEMENT = SettlementRun.State, Settlement.State

RUN = Lifecycle(
    transitions={
        _RUN.SETTLING: {_RUN.REVIEW, _RUN.CANCELLED},
        _RUN.REVIEW: {_RUN.SETTLING, _RUN.REQUESTED, _RUN.CANCELLED},
        _RUN.REQUESTED: {_RUN.SETTLING, _RUN.REVIEW, _RUN.APPROVED, _RUN.CANCELLED},
        _RUN.APPROVED: {_RUN.ISSUED},
        _RUN.ISSUED: set(),
        _RUN.CANCELLED: set(),
    }
)
SETTLEMENT = Lifecycle(
    transitions={
        _SETTLEMENT.WAITING: {_SETTLEMENT.SETTLED, _SETTLEMENT.FAILED, _SETTLEMENT.CANCELLED},
        _SETTLEMENT.SETTLED: {_SETTLEMENT.WAITING, _SETTLEMENT.ISSUED, _SETTLEMENT.CANCELLED},
        _SETTLEMENT.FAILED: {_SETTLEMENT.WAITING, _SETTLEMENT.CANCELLED},
        _SETTLEMENT.ISSUED: set(),
        _SETTLEMENT.CANCELLED: set(),
    }
)


def require_move(run: SettlementRun, to_state: str) -> None:
    """Raises Refused (`wrong_state`) with a sentence where the run may not become that."""
    try:
        RUN.check(run.state, to_state)
    except RefusedMove:
        sentence = _("Run %(run)s is “%(state)s”, which does not allow this. Load the page again.")
        raise Refused("wrong_state", sentence % {"run": run.pk, "state": run.get_state_display()}) from None
