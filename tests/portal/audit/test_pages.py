"""The audit trail for auditors, and for a partner's people who of the licensor looked at what."""

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils.html import escape

from portal.audit.models import AuditEvent
from portal.audit.record_event import record_event
from portal.audit.subject_links import subject_url
from portal.audit.tables import told
from portal.audit.words import LOOKS, WORDS, words_of
from tests.scenes import scene

pytestmark = pytest.mark.django_db


@scene
def trail(hosta, rival, fiona, oscar):
    """Two looks at Host A and one change, a look at the rival, an event of the house."""
    with transaction.atomic():
        record_event(event="terms.viewed", subject="AGR-2026-0001", actor=fiona, partner=hosta)
        record_event(event="statement.viewed", subject="STM-2026-000001", actor=oscar, partner=hosta)
        details = {"changed": {"town": {"from": "Berlin", "to": "=Bonn"}}, "agreements": ["A", "B"]}
        record_event(
            event="organisation.edited", subject="hosta", actor=oscar, partner=hosta, details=details
        )
        record_event(event="terms.viewed", subject="AGR-2026-0002", actor=fiona, partner=rival)
        record_event(event="fx_rates.imported", subject="ECB")
    return AuditEvent.objects.all()


def subjects(answer) -> list[str]:
    return [row.record.subject for row in answer.context["table"].rows]


class TestAuditTrail:
    def test_every_chain_newest_first(self, client, trail, adam):
        client.force_login(adam)
        answer = client.get(reverse("audit_events"))
        assert subjects(answer) == ["ECB", "AGR-2026-0002", "hosta", "STM-2026-000001", "AGR-2026-0001"]
        page = answer.content.decode()
        assert all(escape(words_of(event.event)) in page for event in trail)
        assert "Berlin → =Bonn" in page
        assert reverse("staff_agreement", args=["AGR-2026-0001"]) in page
        assert reverse("staff_partner", args=["hosta"]) in page

    @pytest.mark.parametrize(
        "query, found",
        [
            ({"whose": "hosta"}, ["hosta", "STM-2026-000001", "AGR-2026-0001"]),
            ({"whose": "-"}, ["ECB"]),
            ({"event": "terms.viewed"}, ["AGR-2026-0002", "AGR-2026-0001"]),
            ({"actor": "oscar"}, ["hosta", "STM-2026-000001"]),
            ({"actor": "FIONA@"}, ["AGR-2026-0002", "AGR-2026-0001"]),
            ({"subject": "stm-"}, ["STM-2026-000001"]),
            ({"search": "fiona 0002"}, ["AGR-2026-0002"]),
            ({"until": "2020-01-01"}, []),
            ({"since": "2999-01-01"}, []),
            ({"since": "2020-01-01", "until": "9999-12-31", "whose": "rival"}, ["AGR-2026-0002"]),
            ({"sort": "at", "whose": "hosta"}, ["AGR-2026-0001", "STM-2026-000001", "hosta"]),
        ],
    )
    def test_narrowed(self, client, trail, adam, query, found):
        client.force_login(adam)
        assert subjects(client.get(reverse("audit_events"), query)) == found

    def test_as_csv_with_all_that_a_machine_needs(self, client, trail, ada):
        client.force_login(ada)
        rows = client.get(reverse("audit_events"), {"format": "csv"}).getvalue().decode().splitlines()
        [edited] = [row for row in rows if "organisation.edited" in row]
        event = trail.get(event="organisation.edited")
        for text in (
            event.digest,
            "oscar@licensor.example",
            event.at.isoformat(),
            "changed.town: Berlin → =Bonn",
        ):
            assert text in edited
        assert len(rows) == 6

    def test_auditor_and_administrator_only(self, client, trail, oscar, fiona, finn):
        for person, status in ((oscar, 403), (fiona, 403), (finn, 404)):
            client.force_login(person)
            assert client.get(reverse("audit_events")).status_code == status


class TestLooks:
    def test_its_own_people_see_who_looked_and_nothing_else(self, client, trail, vera):
        client.force_login(vera)
        answer = client.get(reverse("looks"))
        assert subjects(answer) == ["STM-2026-000001", "AGR-2026-0001"]
        page = answer.content.decode()
        assert all(text in page for text in ("Fiona Finance", "Oscar Operations", "Terms looked at"))
        assert reverse("agreement", args=["AGR-2026-0001"]) in page
        assert subjects(client.get(reverse("looks"), {"event": "terms.viewed"})) == ["AGR-2026-0001"]

    def test_real_looks_stand_there(self, client, hosta, vera, fiona):
        """A page looked at while viewing as the partner, by its address."""
        client.force_login(fiona)
        client.post(reverse("view_as_partner", args=["hosta"]))
        client.get(reverse("organisation"))
        client.force_login(vera)
        page = client.get(reverse("looks")).content.decode()
        assert "Began to view the portal as the partner" in page
        assert f'href="{reverse("organisation")}"' in page

    def test_a_rival_sees_its_own(self, client, trail, ruth, adam):
        client.force_login(ruth)
        assert subjects(client.get(reverse("looks"))) == ["AGR-2026-0002"]
        client.force_login(adam)
        assert client.get(reverse("looks")).status_code == 404


def test_looks_are_what_staff_read():
    assert {"terms.viewed", "statement.viewed", "settlement.viewed", "partner.viewed_as"} <= set(LOOKS)
    assert not {"terms.imported", "organisation.edited"} & set(LOOKS)
    assert all(str(words) for words in WORDS.values())


@pytest.mark.parametrize(
    "event, subject, staff, partner",
    [
        ("version.edited", "AGR-2026-0001", "/staff/agreements/AGR-2026-0001/", "/agreements/AGR-2026-0001/"),
        (
            "period.closed",
            "AGR-2026-0001 2026-10",
            "/staff/agreements/AGR-2026-0001/",
            "/agreements/AGR-2026-0001/",
        ),
        ("report.checked", "report 7", "/staff/reports/7/", "/reports/7/"),
        ("run.opened", "run 3", "/staff/runs/3/", ""),
        ("contact.added", "hosta", "/staff/partners/hosta/", "/organisation/"),
        ("member.suspended", "x@hosta.example", "/staff/partners/hosta/team/", "/team/"),
        ("alias.added", "hosta", "", ""),
        ("report.checked", "report ٧", "", ""),
        ("report.checked", "report 99999999999999999999", "", ""),
    ],
)
def test_a_subject_leads_to_its_page(hosta, event, subject, staff, partner):
    found = AuditEvent(event=event, subject=subject, partner=hosta)
    assert (subject_url(found, staff=True), subject_url(found, staff=False)) == (staff, partner)


def test_details_are_told_line_by_line():
    details = {
        "a": {"b": 1, "c": None},
        "d": [{"e": "x"}, {"e": "y"}],
        "f": ["g", "h"],
        "i": {"to": "z", "from": None},
    }
    assert told(details) == [
        ("a.b", "1"),
        ("a.c", "–"),
        ("d.1.e", "x"),
        ("d.2.e", "y"),
        ("f", "g, h"),
        ("i", "– → z"),
    ]
