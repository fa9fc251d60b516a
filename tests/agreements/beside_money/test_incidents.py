"""Incidents: reported by either side, told to the other at once, moved on, written about."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.http import Http404
from django.utils import timezone

from agreements.incidents.clock import clock_of, hours_of
from agreements.incidents.close_incident import close_incident
from agreements.incidents.contain_incident import contain_incident
from agreements.incidents.reply_to_incident import reply_to_incident
from agreements.models import Agreement, Incident, IncidentChange, IncidentMessage
from portal.audit.models import AuditEvent
from portal.home.partner_front import partner_front
from portal.home.staff_queue import staff_queue
from portal.notices.models import Mail
from portal.refused import Refused
from tests.factories.beside_money import make_incident, make_obliged, obligation, paper
from tests.scenes import scene
from tests.settlements.runs.test_at_once import at_once


@scene
def agreement(hosta) -> Agreement:
    return make_obliged(hosta, obligation("notice", hours=24), time_zone="Asia/Tokyo")


def told(kind: str) -> list[str]:
    return sorted(Mail.objects.filter(kind=kind).values_list("to", flat=True))


def typed(**given) -> dict:
    return {
        "title": "A key was published",
        "kind": "security",
        "severity": "critical",
        "discovered_at": "2026-09-01T09:30",
        "text": "For two hours.",
        "model": "llama-3.1-8b",
        **given,
    }


@pytest.mark.django_db
class TestReport:
    def test_the_other_side_is_told_at_once(self, client, agreement, uma, oscar, carla, fiona):
        client.force_login(uma)
        answer = client.post(f"/agreements/{agreement.number}/incidents/new/", typed())
        found = Incident.objects.get()
        assert answer.headers["Location"] == f"/agreements/{agreement.number}/incidents/{found.number}/"
        assert found.discovered_at.isoformat() == "2026-09-01T00:30:00+00:00", "typed in Tokyo"
        assert (found.side, found.model.code, found.clock_hours) == ("partner", "llama-3.1-8b", 24)
        assert set(told("incident_reported")) >= {carla.email, oscar.email}
        assert fiona.email not in told("incident_reported")
        page = client.get(answer.headers["Location"]).content.decode()
        assert "Reported late" in page
        assert AuditEvent.objects.get(event="incident.reported").details["incident"] == found.number

    def test_of_the_licensors_all_members_but_viewers_hear(self, agreement, carla, uma, finn, vera):
        found = make_incident(agreement, carla)
        assert set(told("incident_reported")) >= {finn.email, uma.email}
        assert (vera.email in told("incident_reported"), found.clock_hours) == (False, 72)
        assert hours_of(agreement, "partner") == 24
        clock = clock_of(found)
        assert (clock.took, clock.in_time) == (6, True)

    @pytest.mark.parametrize(
        "who, error", [("vera", PermissionDenied), ("ruth", Http404), ("adam", PermissionDenied)]
    )
    def test_not_everybody(self, agreement, who, error, request):
        with pytest.raises(error):
            make_incident(agreement, request.getfixturevalue(who))

    @pytest.mark.parametrize(
        "given, words",
        [
            ({"discovered_at": "2999-01-01T00:00"}, "later than now"),
            ({"discovered_at": "yesterday"}, "Write the day and time"),
            ({"discovered_at": "0001-01-01T00:00"}, "Write the day and time"),
            ({"severity": "awful"}, "valid choice"),
            ({"title": ""}, "required"),
        ],
    )
    def test_what_is_wrong_is_said(self, client, agreement, uma, given, words):
        client.force_login(uma)
        answer = client.post(f"/agreements/{agreement.number}/incidents/new/", typed(**given))
        assert (answer.status_code, words in answer.content.decode()) == (422, True)
        assert not Incident.objects.exists()


@pytest.mark.django_db
class TestAfterwards:
    @pytest.fixture
    def found(self, agreement, uma) -> Incident:
        return make_incident(agreement, uma)

    def test_its_side_moves_it_on_and_each_move_is_a_row(self, found, uma, carla):
        with pytest.raises(PermissionDenied):
            contain_incident(incident=found, by=carla, reason="Seen.")
        contain_incident(incident=found, by=uma, reason="The key is void.")
        with pytest.raises(Refused):
            contain_incident(incident=found, by=uma, reason="Again.")
        with pytest.raises(Refused):
            close_incident(incident=found, by=uma, reason=" ")
        close_incident(incident=found, by=uma, reason="Keys are scanned for now.")
        moves = IncidentChange.objects.filter(incident=found).values_list("to_state", flat=True)
        assert list(moves) == ["open", "contained", "closed"]
        assert carla.email in told("incident_moved")

    def test_either_side_writes_and_nothing_is_edited(self, client, found, agreement, carla, finn):
        url = f"/staff/agreements/{agreement.number}/incidents/{found.number}/"
        client.force_login(carla)
        answer = client.post(f"{url}reply/", {"text": "Which key?", "file": paper("log.txt")})
        assert answer.status_code == 302
        message = IncidentMessage.objects.get()
        client.force_login(finn)
        own = url.removeprefix("/staff")
        assert "Which key?" in client.get(own).content.decode()
        assert client.get(f"{own}files/{message.pk}/").status_code == 200
        assert finn.email in told("incident_replied")
        with pytest.raises(DatabaseError), transaction.atomic():
            IncidentMessage.objects.update(text="Never mind.")
        with pytest.raises(DatabaseError), transaction.atomic():
            Incident.objects.all().delete()

    def test_a_look_by_staff_is_on_record(self, client, found, agreement, carla, ruth):
        url = f"/staff/agreements/{agreement.number}/incidents/{found.number}/"
        client.force_login(carla)
        page = client.get(url).content.decode()
        assert "The side that reported the incident moves it on" in page
        assert AuditEvent.objects.filter(event="incident.viewed").count() == 1
        client.force_login(ruth)
        assert client.get(url.removeprefix("/staff")).status_code == 404
        with pytest.raises(Http404):
            reply_to_incident(incident=found, by=ruth, text="Hello.")

    def test_both_home_pages_show_it_until_it_is_closed(self, found, hosta, uma, vera, oscar):
        def seen() -> tuple[int, int]:
            titles = [each.text for each in partner_front(user=vera, partner=hosta).to_do]
            [section] = [each for each in staff_queue(user=oscar) if each.title == "Open incidents"]
            name = f"{found.number}: {found.title}"
            return titles.count(name), [each.text for each in section.items].count(name)

        assert seen() == (1, 1)
        close_incident(incident=found, by=uma, reason="Done.")
        assert seen() == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_two_close_it(agreement, uma, finn):
    found = make_incident(agreement, uma, discovered_at=timezone.now() - timedelta(hours=1))
    acts = [lambda by=by: close_incident(incident=found, by=by, reason="Done.") for by in (uma, finn)]
    refused = [each.code for each in at_once(acts) if isinstance(each, Refused)]
    assert refused == ["wrong_state"]
    assert IncidentChange.objects.filter(incident=found, to_state="closed").count() == 1
