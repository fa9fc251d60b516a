"""What the page of an incident shows."""

from typing import Any

from agreements.audience import Audience
from agreements.incidents.clock import clock_of
from agreements.incidents.lifecycle import INCIDENT
from agreements.incidents.sides import why_not_speak
from agreements.models import Incident
from agreements.obligations.due_rows import scope_of
from agreements.sides import side_name
from portal.accounts.models import User

STATE_KINDS = {"open": "bad", "contained": "warn", "closed": "good"}
SEVERITY_KINDS = {"low": "neutral", "medium": "info", "high": "warn", "critical": "bad"}


def incident_page(*, incident: Incident, reader: User, audience: Audience) -> dict[str, Any]:
    """`thread` as elements/thread.html has it; `moves`: the states its own side may bring it to."""
    why_not = why_not_speak(reader, incident.partner)
    own = audience.party == incident.side
    return {
        "incident": incident,
        "kinds": (STATE_KINDS[incident.state], SEVERITY_KINDS[incident.severity]),
        "scope": scope_of(incident),
        "clock": clock_of(incident),
        "reporter": side_name(incident.side, incident.partner),
        "changes": incident.changes.select_related("by"),
        "thread": [_entry(message, incident, audience) for message in _messages(incident)],
        "moves": INCIDENT.allowed(incident.state) if own and not why_not else frozenset(),
        "own": own,
        "why_not": why_not,
    }


def _messages(incident: Incident):
    return incident.messages.select_related("author", "file")


def _entry(message, incident: Incident, audience: Audience) -> dict[str, Any]:
    url = ""
    if message.file_id:
        url = audience.url("incident_file", incident.agreement.number, incident.number, message.pk)
    return {
        "message": message,
        "own": audience.party == message.side,
        "sender": side_name(message.side, incident.partner),
        "file_url": url,
    }
