"""What a due obligation may become."""

from agreements.models import ObligationDue
from portal.lifecycle import Lifecycle

State = ObligationDue.State
DUE = Lifecycle(
    transitions={
        State.OPEN: {State.ATTESTED, State.WAIVED, State.LAPSED},
        State.LAPSED: {State.OPEN},
        State.ATTESTED: set(),
        State.WAIVED: set(),
    }
)
