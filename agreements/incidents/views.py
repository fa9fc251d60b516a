"""Incidents of an agreement for both parties, and the acts on them: each one domain call."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from agreements.audience import Audience
from agreements.incidents import close_incident as closing
from agreements.incidents import contain_incident as containing
from agreements.incidents import reply_to_incident as replying
from agreements.incidents import report_incident as reporting
from agreements.incidents.access import incident_of, incidents_of, message_of, note_look
from agreements.incidents.clock import hours_of
from agreements.incidents.forms import IncidentForm, MeasuresForm, MessageForm
from agreements.incidents.incident_page import SEVERITY_KINDS, STATE_KINDS, incident_page
from agreements.incidents.lifecycle import INCIDENT
from agreements.incidents.sides import side_of, why_not_speak
from agreements.models import Incident
from agreements.rows import posted
from portal.files.download import file_response
from portal.refused import Refused
from portal.web.act_page import act_page

NEWEST = 200
TEMPLATE = "agreements/obligations/act.html"


def incidents(request, audience: Audience, number: str) -> HttpResponse:
    found = audience.frame(request.user, number)
    shown = audience.context(
        agreement=found,
        rows=[
            (row, STATE_KINDS[row.state], SEVERITY_KINDS[row.severity])
            for row in incidents_of(found)[:NEWEST]
        ],
        hours=hours_of(found, audience.party),
        why_not=why_not_speak(request.user, found.partner),
    )
    return render(request, "agreements/incidents/incidents.html", shown)


def incident(request, audience: Audience, number: str, incident: str) -> HttpResponse:
    found = audience.frame(request.user, number)
    row = incident_of(found, incident)
    if audience.is_staff:
        note_look(row, request.user, "incident")
    page = incident_page(incident=row, reader=request.user, audience=audience)
    shown = audience.context(agreement=found, form=MessageForm(), **page)
    return render(request, "agreements/incidents/incident.html", shown)


def incident_file(request, audience: Audience, number: str, incident: str, note: int):
    found = audience.frame(request.user, number)
    row = incident_of(found, incident)
    stored = message_of(row, note).file
    if audience.is_staff:
        note_look(row, request.user, "file")
    return _file(request, stored, audience.url("incident", number, incident))


def _file(request, stored, back: str) -> HttpResponse | FileResponse:
    try:
        return file_response(stored)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(back)
    except OSError as fault:
        raise Http404 from fault


def report_incident(request, audience: Audience, number: str) -> HttpResponse:
    found = audience.frame(request.user, number)
    side = side_of(request.user, found.partner)
    back = audience.url("incidents", number)
    hours = hours_of(found, side)
    return act_page(
        request,
        title=_("Report an incident"),
        action=_("Report it"),
        text=_(
            "The other side is told at once by e-mail. The terms ask for a report within %(hours)s hours of "
            "the discovery: report what is known now, the rest can follow as messages."
        )
        % {"hours": hours},
        form=IncidentForm(posted(request), zone=found.time_zone),
        act=partial(reporting.report_incident, agreement=found, by=request.user),
        done=lambda made: _("%(number)s is reported, the other side is told.") % {"number": made.number},
        back=back,
        leads_to=lambda made: audience.url("incident", number, made.number),
        crumbs=[(back, _("Incidents"))],
        template=TEMPLATE,
        extra=audience.context(agreement=found),
    )


def reply_to_incident(request, audience: Audience, number: str, incident: str) -> HttpResponse:
    found = audience.frame(request.user, number)
    row = incident_of(found, incident)
    side_of(request.user, found.partner)
    back = audience.url("incident", number, incident)
    return act_page(
        request,
        title=_("Write a message"),
        action=_("Send"),
        form=MessageForm(*((request.POST, request.FILES) if request.method == "POST" else ())),
        act=partial(replying.reply_to_incident, incident=row, by=request.user),
        done=_("Your message is sent."),
        back=back,
        crumbs=[(audience.url("incidents", number), _("Incidents")), (back, row.number)],
        template=TEMPLATE,
        extra=audience.context(agreement=found),
    )


def contain_incident(request, audience: Audience, number: str, incident: str) -> HttpResponse:
    title = _("%(number)s is contained") % {"number": incident[:20]}
    words = (title, _("Say it is contained"), _("It does no more harm; what was done about it?"))
    to_state = Incident.State.CONTAINED
    return _move(request, audience, number, incident, containing.contain_incident, words, to_state)


def close_incident(request, audience: Audience, number: str, incident: str) -> HttpResponse:
    title = _("Close %(number)s") % {"number": incident[:20]}
    words = (title, _("Close the incident"), _("What was found, and what was changed for good?"))
    return _move(request, audience, number, incident, closing.close_incident, words, Incident.State.CLOSED)


def _move(
    request, audience: Audience, number: str, incident: str, act: Callable, words: tuple, to_state: str
) -> HttpResponse:
    found = audience.frame(request.user, number)
    row = incident_of(found, incident)
    side_of(request.user, found.partner)
    back = audience.url("incident", number, incident)
    allowed = to_state in INCIDENT.allowed(row.state) and row.side == audience.party
    if request.method != "POST" and not allowed:
        return redirect(back)
    title, action, text = words
    return act_page(
        request,
        title=title,
        action=action,
        text=text,
        form=MeasuresForm(posted(request)),
        act=partial(act, incident=row, by=request.user),
        done=_("Saved; the other side is told."),
        back=back,
        crumbs=[(audience.url("incidents", number), _("Incidents")), (back, row.number)],
        template=TEMPLATE,
        extra=audience.context(agreement=found),
    )
