"""The list of one's notices: of the organisation chosen, for oneself alone."""

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import Membership
from portal.accounts.roles import PartnerRole
from portal.notices.models import Notice
from tests.portal.notices.telling import tell
from tests.portal.notices.test_notices import bell

pytestmark = pytest.mark.django_db


class TestReading:
    def test_the_list_is_one_s_own(self, client, finn, uma, ruth, hosta):
        tell(finn, partner=hosta)
        for person in (uma, ruth):
            client.force_login(person)
            assert "DSP-2026" not in client.get("/notices/").content.decode()
        client.force_login(finn)
        page = client.get("/notices/").content.decode()
        assert "New message in dispute" in page
        assert Notice.objects.get().text not in page, "no more than its subject"

    def test_another_one_s_is_not_found(self, client, finn, uma, hosta):
        tell(finn, partner=hosta)
        number = Notice.objects.get().pk
        client.force_login(uma)
        assert client.post(reverse("open_notice", args=[number])).status_code == 404
        assert client.post(reverse("read_notices"), {"notice": number}).status_code == 404
        client.post(reverse("read_notices"), {"until": number})
        assert Notice.objects.get().read_at is None

    def test_opening_leads_there_and_marks_it_read_once(self, client, finn, hosta):
        tell(finn, partner=hosta)
        client.force_login(finn)
        url = reverse("open_notice", args=[Notice.objects.get().pk])
        assert client.get(url).status_code == 405
        assert client.post(url).headers["Location"] == "/disputes/DSP-2026-000001/"
        first = Notice.objects.get().read_at
        assert first
        client.post(url)
        assert Notice.objects.get().read_at == first

    @pytest.mark.parametrize("link", ["", "//evil.example/", "https://evil.example/", "javascript:alert(1)"])
    def test_it_leads_nowhere_but_here(self, client, finn, hosta, link):
        tell(finn, partner=hosta, link=link)
        client.force_login(finn)
        answer = client.post(reverse("open_notice", args=[Notice.objects.get().pk]))
        assert answer.headers["Location"] == "/notices/"

    def test_all_up_to_what_was_seen(self, client, finn, hosta):
        tell(finn, partner=hosta)
        seen = Notice.objects.get().pk
        tell(finn, partner=hosta)
        client.force_login(finn)
        client.post(reverse("read_notices"), {"until": seen})
        assert Notice.objects.get(read_at=None).pk > seen

    @pytest.mark.parametrize(
        "given", [{}, {"until": "x"}, {"notice": "9" * 40}, {"until": "-1"}, {"until": "²"}]
    )
    def test_what_makes_no_sense_marks_nothing(self, client, finn, hosta, given):
        tell(finn, partner=hosta)
        client.force_login(finn)
        assert client.post(reverse("read_notices"), given).status_code == 302
        assert Notice.objects.get().read_at is None

    def test_found_by_group_and_by_what_is_unread(self, client, finn, hosta):
        tell(finn, partner=hosta)
        Notice.objects.update(read_at=timezone.now())
        tell(finn, partner=hosta, kind="incident_replied")
        client.force_login(finn)

        def shown(**asked) -> tuple[bool, bool]:
            page = client.get("/notices/", asked).content.decode()
            return "in dispute" in page, "on incident" in page

        assert shown() == (True, True)
        assert shown(group="disputes") == (True, False)
        assert shown(group="incidents") == (False, True)
        assert shown(group="security") == (False, False)
        assert shown(group="nonsense", page="x", sort="-nothing")[0] in (True, False)
        assert shown(state="unread") == (False, True)
        assert shown(state="read") == (True, False)
        lines = client.get("/notices/", {"format": "csv"}).getvalue().decode()
        assert "New message in dispute" in lines


class TestOrganisations:
    @pytest.fixture
    def both(self, finn, hosta, rival):
        make_member_of(finn, rival)
        tell(finn, partner=hosta, kind="dispute_replied")
        tell(finn, partner=rival, kind="incident_replied")
        tell(finn, kind="goal_reached")
        return finn

    def test_those_of_the_chosen_one_and_of_none(self, client, both, rival):
        client.force_login(both)
        page = client.get("/notices/").content.decode()
        assert ("in dispute" in page, "on incident" in page, "joint goal" in page) == (True, False, True)
        assert "Unread in your other organisations" in page
        assert "Rival Cloud" in page.partition("Unread in your other")[2]
        assert "2 unread" in bell(client)
        client.post(reverse("choose_organisation"), {"partner": rival.pk})
        page = client.get("/notices/").content.decode()
        assert ("in dispute" in page, "on incident" in page) == (False, True)

    def test_staff_read_theirs_of_all_partners(self, client, april, hosta, rival):
        tell(april, partner=hosta, link="/staff/disputes/")
        tell(april, partner=rival, link="/staff/disputes/", kind="incident_replied")
        client.force_login(april)
        page = client.get("/notices/").content.decode()
        assert "in dispute" in page
        assert "Rival Cloud" in page

    def test_no_bell_on_pages_looked_at_as_a_partner(self, client, adam, hosta):
        tell(adam, partner=hosta, link="/staff/disputes/")
        client.force_login(adam)
        client.post(reverse("view_as_partner", args=[hosta.code]))
        assert 'class="bell"' not in client.get("/").content.decode()
        assert "in dispute" in client.get("/notices/").content.decode(), "one's own page"


def make_member_of(person, partner):
    return Membership.objects.create(partner=partner, user=person, roles=[PartnerRole.FINANCE])
