"""The doors to incidents. The agreement's own door comes first: outsiders get 404."""

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from agreements.access import agreements_of, staff_agreements
from agreements.incidents.lifecycle import LIVE
from agreements.models import Agreement, Incident, IncidentMessage
from portal.accounts.models import Partner, User
from portal.audit.record_event import record_event

WITH = ("agreement__partner", "partner", "reported_by", "application", "model", "market")


def incidents_of(agreement: Agreement) -> QuerySet[Incident]:
    """Newest first; the caller opened the agreement."""
    return Incident.objects.filter(agreement=agreement).select_related(*WITH).order_by("-pk")


def incident_of(agreement: Agreement, number: str) -> Incident:
    """Raises Http404."""
    return get_object_or_404(incidents_of(agreement), number=number)


def message_of(incident: Incident, message_id: int) -> IncidentMessage:
    """One that has a file. Raises Http404."""
    rows = incident.messages.select_related("file").exclude(file=None)
    return get_object_or_404(rows, pk=message_id)


def live_incidents_of(user: User, partner: Partner) -> QuerySet[Incident]:
    """Not closed yet, in all agreements with the partner; none for outsiders."""
    return _live().filter(agreement__in=agreements_of(user, partner))


def staff_live_incidents(user: User) -> QuerySet[Incident]:
    """Of every agreement. Outsiders: Http404."""
    return _live().filter(agreement__in=staff_agreements(user).order_by())


def note_look(incident: Incident, by: User, page: str) -> None:
    """A look by staff, in the partner's chain."""
    with transaction.atomic():
        record_event(
            event="incident.viewed",
            subject=incident.agreement.number,
            actor=by,
            partner=incident.partner,
            details={"incident": incident.number, "page": page},
        )


def _live() -> QuerySet[Incident]:
    return Incident.objects.filter(state__in=LIVE).select_related(*WITH).order_by("pk")
