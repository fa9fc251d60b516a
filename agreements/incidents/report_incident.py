"""Report an incident to the other party."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.incidents.clock import hours_of
from agreements.incidents.sides import side_of
from agreements.incidents.tell import tell_other_side
from agreements.models import Agreement, AiModel, Application, Incident, IncidentChange, Market
from portal.accounts.access import licensor
from portal.accounts.give_number import give_number
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused


@transaction.atomic
def report_incident(
    *,
    agreement: Agreement,
    by: User,
    kind: str,
    severity: str,
    discovered_at: datetime,
    title: str,
    text: str,
    measures: str = "",
    application: Application | None = None,
    model: AiModel | None = None,
    market: Market | None = None,
) -> Incident:
    """An incident of the person's side, open; the other side is told at once.

    Any member but a viewer, or staff of operations or contracts. Raises Refused: `not_yet`, `no_text`.
    """
    side, now = side_of(by, agreement.partner), timezone.now()
    if discovered_at > now:
        raise Refused("not_yet", _("It cannot have been discovered later than now. Check the day and time."))
    if not title.strip() or not text.strip():
        raise Refused(
            "no_text", _("Say in a title and a few sentences what happened, as far as it is known.")
        )
    year = now.astimezone(ZoneInfo(licensor().time_zone)).year
    incident = Incident.objects.create(
        number=give_number(prefix="INC", year=year, digits=4),
        agreement=agreement,
        partner=agreement.partner,
        side=side,
        kind=Incident.Kind(kind),
        severity=Incident.Severity(severity),
        discovered_at=discovered_at,
        reported_at=now,
        clock_hours=hours_of(agreement, side),
        title=title.strip(),
        text=text.strip(),
        measures=measures.strip(),
        reported_by=by,
        application=application,
        model=model,
        market=market,
    )
    IncidentChange.objects.create(
        incident=incident, partner=incident.partner, to_state=incident.state, by=by, reason=""
    )
    told = tell_other_side(kind="incident_reported", incident=incident, side=side, by=by)
    record_event(
        event="incident.reported",
        subject=agreement.number,
        actor=by,
        partner=agreement.partner,
        details={
            "incident": incident.number,
            "side": side,
            "kind": kind,
            "severity": severity,
            "discovered": discovered_at.isoformat(),
            "clock_hours": incident.clock_hours,
            "told": told,
        },
    )
    return incident
