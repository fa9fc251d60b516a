"""What an incident may become."""

from agreements.models import Incident
from portal.lifecycle import Lifecycle

State = Incident.State
INCIDENT = Lifecycle(
    transitions={
        State.OPEN: {State.CONTAINED, State.CLOSED},
        State.CONTAINED: {State.CLOSED},
        State.CLOSED: set(),
    }
)
LIVE = (State.OPEN, State.CONTAINED)
