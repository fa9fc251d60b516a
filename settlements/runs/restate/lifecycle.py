"""What a restatement may become."""

from django.utils.translation import gettext as _

from portal.lifecycle import Lifecycle, RefusedMove
from portal.refused import Refused
from settlements.runs.restate.models import Restatement

_S = Restatement.State
LIVE = (_S.COMPUTING, _S.READY, _S.FAILED, _S.REQUESTED)

RESTATEMENT = Lifecycle(
    transitions={
        _S.COMPUTING: {_S.READY, _S.FAILED, _S.CANCELLED},
        _S.READY: {_S.COMPUTING, _S.REQUESTED, _S.CANCELLED},
        _S.FAILED: {_S.COMPUTING, _S.CANCELLED},
        _S.REQUESTED: {_S.COMPUTING, _S.ISSUED, _S.CANCELLED},
        _S.ISSUED: set(),
        _S.CANCELLED: set(),
    }
)


def locked(restatement: Restatement, to_state: str) -> Restatement:
    """The row, locked. Raises Refused (`wrong_state`) where it may not become that."""
    row = Restatement.objects.select_for_update(of=("self",))
    row = row.select_related("agreement__partner", "partner", "period").get(pk=restatement.pk)
    try:
        RESTATEMENT.check(row.state, to_state)
    except RefusedMove:
        sentence = _("This restatement is “%(state)s”, which does not allow this. Load the page again.")
        raise Refused("wrong_state", sentence % {"state": row.get_state_display()}) from None
    return row
