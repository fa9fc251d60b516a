"""What containing and closing an incident have in common."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agreements.incidents.lifecycle import INCIDENT
from agreements.incidents.sides import side_of
from agreements.incidents.tell import tell_other_side
from agreements.models import Incident, IncidentChange
from portal.accounts.models import User
from portal.refused import Refused

LONGEST = 10_000


def move_incident(*, incident: Incident, by: User, to_state: str, reason: str) -> Incident:
    """Inside the act's transaction, which records the event. By the side that reported it; the other is told.

    Outsiders: Http404; others: PermissionDenied. Raises Refused: `wrong_state`, `no_reason`.
    """
    side = side_of(by, incident.partner)
    rows = Incident.objects.select_for_update(of=("self",), no_key=True).select_related(
        "agreement", "partner"
    )
    row = rows.get(pk=incident.pk)
    if side != row.side:
        raise PermissionDenied(_("The side that reported the incident moves it on. Write a message instead."))
    if to_state not in INCIDENT.allowed(row.state):
        sentence = _("The incident is “%(state)s” already. Load the page again.")
        raise Refused("wrong_state", sentence % {"state": row.get_state_display()})
    if not reason.strip() or len(reason) > LONGEST:
        raise Refused("no_reason", _("Say in at most 10,000 characters what was done."))
    IncidentChange.objects.create(
        incident=row,
        partner=row.partner,
        from_state=row.state,
        to_state=to_state,
        by=by,
        reason=reason.strip(),
    )
    row.state = to_state
    row.save(update_fields=["state"])
    tell_other_side(kind="incident_moved", incident=row, side=side, by=by)
    return row
