"""Say that all that follows from an incident is done."""

from django.db import transaction

from agreements.incidents.move_incident import move_incident
from agreements.models import Incident
from portal.accounts.models import User
from portal.audit.record_event import record_event


@transaction.atomic
def close_incident(*, incident: Incident, by: User, reason: str) -> Incident:
    """`reason`: what was found and changed for good. Who may, and what is refused: `move_incident`."""
    row = move_incident(incident=incident, by=by, to_state=Incident.State.CLOSED, reason=reason)
    record_event(
        event="incident.closed",
        subject=row.agreement.number,
        actor=by,
        partner=row.partner,
        details={"incident": row.number, "side": row.side},
    )
    return row
