"""Write about an incident, to the other side."""

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.incidents.sides import side_of
from agreements.incidents.tell import tell_other_side
from agreements.models import Incident, IncidentMessage
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.files.store_evidence import store_evidence
from portal.refused import Refused

LONGEST = 10_000


@transaction.atomic
def reply_to_incident(
    *, incident: Incident, by: User, text: str, file: File | None = None
) -> IncidentMessage:
    """A message both sides read, of a closed incident too; it is never edited.

    Raises Refused: `no_text`, and what `store_file` says of the file.
    """
    side, text = side_of(by, incident.partner), text.strip()
    if not text or len(text) > LONGEST:
        raise Refused("no_text", _("Write what you want to say, in at most 10,000 characters."))
    message = IncidentMessage.objects.create(
        incident=incident,
        partner=incident.partner,
        side=side,
        author=by,
        text=text,
        file=file and store_evidence(file=file, partner=incident.partner, by=by),
    )
    tell_other_side(kind="incident_replied", incident=incident, side=side, by=by)
    record_event(
        event="incident.replied",
        subject=incident.agreement.number,
        actor=by,
        partner=incident.partner,
        details={"incident": incident.number, "message": message.pk, "side": side},
    )
    return message
