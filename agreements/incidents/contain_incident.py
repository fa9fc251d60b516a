"""Say that an incident does no more harm."""

from django.db import transaction

from agreements.incidents.move_incident import move_incident
from agreements.models import Incident
from portal.accounts.models import User
from portal.audit.record_event import record_event


@transaction.atomic
def contain_incident(*, incident: Incident, by: User, reason: str) -> Incident:
    """`reason`: the measures that were taken. Who may, and what is refused: `move_incident`."""
    row = move_incident(incident=incident, by=by, to_state=Incident.State.CONTAINED, reason=reason)
    record_event(
        event="incident.contained",
        subject=row.agreement.number,
        actor=by,
        partner=row.partner,
        details={"incident": row.number, "side": row.side},
    )
    return row
