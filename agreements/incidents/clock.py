"""How many hours a side has to report an incident, and how it stood by them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from agreements.models import Agreement, Incident, Obligation, Version
from agreements.obligations.today import today_of

HOURS = 72
"""Where the terms name none."""


def hours_of(agreement: Agreement, side: str) -> int:
    """The shortest clock that the terms in force today set for the side, else 72."""
    day = today_of(agreement)
    rows = Obligation.objects.filter(
        version__agreement=agreement,
        version__state=Version.State.IN_FORCE,
        version__from_date__lte=day,
        party=side,
        hours__isnull=False,
    ).exclude(version__to_date__lte=day)
    return min(rows.values_list("hours", flat=True), default=HOURS)


@dataclass(frozen=True, slots=True)
class Clock:
    """`took`: whole hours from the discovery to the report, begun ones counted."""

    until: datetime
    took: int
    in_time: bool


def clock_of(incident: Incident) -> Clock:
    until = incident.discovered_at + timedelta(hours=incident.clock_hours)
    hours = -((incident.discovered_at - incident.reported_at) // timedelta(hours=1))
    return Clock(until, hours, incident.reported_at <= until)
