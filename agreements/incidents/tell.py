"""The mails about an incident: to everybody of the other side who may answer."""

from django.urls import reverse

from agreements.incidents.sides import people_of
from agreements.models import Agreement, Incident
from agreements.sides import other
from portal.accounts.models import User
from portal.notices.notify import notify


def tell_other_side(*, kind: str, incident: Incident, side: str, by: User) -> int:
    """How many mails. What happened stays in the portal; the mail says that, how grave, and where."""
    receiver = other(side)
    page = "staff_incident" if receiver == Agreement.Party.LICENSOR else "incident"
    return notify(
        people=people_of(receiver, incident.partner),
        kind=kind,
        context={
            "number": incident.number,
            "agreement": incident.agreement.number,
            "severity": incident.severity,
            "state": incident.state,
            "incident": incident,
            "writer": by.name,
            "partner": incident.partner.name,
        },
        link=reverse(page, args=[incident.agreement.number, incident.number]),
        partner=incident.partner,
    )
