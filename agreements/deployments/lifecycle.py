"""What a deployment may become."""

from agreements.models import Deployment
from portal.lifecycle import Lifecycle

State = Deployment.State

DEPLOYMENT = Lifecycle(
    transitions={
        State.PROPOSED: {State.APPROVED, State.REFUSED},
        State.APPROVED: {State.CONTESTED, State.ENDED},
        State.CONTESTED: {State.APPROVED, State.ENDED},
        State.REFUSED: set(),
        State.ENDED: set(),
    }
)
RUNNING = (State.APPROVED, State.CONTESTED)
"""Approved and not ended."""
KINDS = {
    State.PROPOSED: "warn",
    State.APPROVED: "good",
    State.CONTESTED: "bad",
    State.REFUSED: "neutral",
    State.ENDED: "neutral",
}
