"""Staff see a partner's pages as its people do: marked, recorded, and without changing anything."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.models import Partner
from portal.accounts.roles import READERS, StaffRole
from portal.audit.models import AuditEvent
from portal.partners.organisation_access import TAX_READERS
from tests.factories.accounts import make_staff
from tests.factories.organisations import make_tax_profile
from tests.house.permissions import PERMISSIONS
from tests.house.samples import make_samples
from tests.house.test_urls import address, of
from tests.scenes import scene

pytestmark = pytest.mark.django_db


@scene
def samples(hosta, rival, fiona, april, carla, uma):
    return make_samples(hosta)


@pytest.fixture
def viewing(client, adam, hosta) -> Client:
    """The auditor, viewing as Host A."""
    client.force_login(adam)
    answer = client.post(reverse("view_as_partner", args=[hosta.code]))
    assert answer.url == "/"
    return client


def events(partner: Partner) -> list[tuple[str, str]]:
    rows = AuditEvent.objects.filter(partner=partner, event__startswith="partner.view")
    return [(row.event, row.details.get("path", "")) for row in rows.order_by("position")]


def test_the_partner_s_pages_marked_on_each(viewing, hosta):
    for path in ("/", "/reports/", "/statements/", "/agreements/"):
        page = viewing.get(path).content.decode()
        assert "You see what" in page, path
        assert 'class="staff' not in page, path
        assert "Host A" in page, path


def test_staff_s_own_pages_stay_their_own(viewing):
    for path in ("/staff/", "/staff/agreements/", "/account/"):
        page = viewing.get(path).content.decode()
        assert "You see what" not in page
        assert 'class="staff' in page


def test_begin_end_and_every_page_are_in_the_partner_s_chain(viewing, hosta, adam):
    viewing.get("/")
    viewing.get("/statements/?q=x")
    viewing.get("/no-such-page/")
    viewing.get("/staff/")
    viewing.post("/staff/stop-viewing/")
    assert events(hosta) == [
        ("partner.view_started", ""),
        ("partner.viewed_as", "/"),
        ("partner.viewed_as", "/statements/?q=x"),
        ("partner.view_stopped", ""),
    ]
    assert set(
        AuditEvent.objects.filter(event__startswith="partner.view").values_list("actor", flat=True)
    ) == {adam.pk}


def test_afterwards_the_partner_s_pages_are_closed_again(viewing):
    viewing.post("/staff/stop-viewing/")
    assert viewing.get("/reports/").status_code == 404
    assert viewing.get("/").url == "/staff/"


def test_nothing_can_be_changed(samples, viewing):
    """Every URL of members, by every way of writing; and the pages themselves open."""
    before = AuditEvent.objects.exclude(event="partner.viewed_as").count()
    for name in of("member"):
        url = address(name, samples)
        if url.startswith(("/account/", "/staff/")):
            continue
        for method in (viewing.post, viewing.put, viewing.patch, viewing.delete):
            answer = method(url)
            assert answer.status_code == 403, f"{name}: {answer.status_code}"
            assert "you can read, but not change anything" in answer.content.decode()
        asked = f"?agreement={samples['number']}&period=2026-10" if "declare" in name else ""
        assert viewing.get(url + asked).status_code in (200, 286, 302, 403, 405), name
    assert AuditEvent.objects.exclude(event="partner.viewed_as").count() == before


def test_other_partners_stay_out_of_sight(samples, viewing, client, adam, rival):
    viewing.post("/staff/stop-viewing/")
    viewing.post(reverse("view_as_partner", args=[rival.code]))
    for name in of("member"):
        url = address(name, samples)
        if samples["number"] in url or samples["statement"] in url:
            assert viewing.get(url).status_code == 404, name


@pytest.mark.parametrize("role", list(StaffRole))
def test_for_readers_only(client, hosta, role):
    client.force_login(make_staff(f"{role}@licensor.example", role, role))
    expected = 302 if role in READERS else 403
    assert client.post(reverse("view_as_partner", args=[hosta.code])).status_code == expected
    assert (client.get("/reports/").status_code == 200) == (role in READERS)


def test_it_ends_when_the_role_is_taken_away(viewing, adam):
    adam.staff_roles = [StaffRole.OPERATIONS]
    adam.save()
    assert viewing.get("/reports/").status_code == 404


def test_it_ends_when_the_partner_is_suspended(viewing, hosta):
    hosta.suspended_at = "2026-01-01T00:00Z"
    hosta.save()
    assert viewing.get("/reports/").status_code == 404
    viewing.post(reverse("view_as_partner", args=[hosta.code]))
    assert viewing.get("/reports/").status_code == 404


def test_partners_people_cannot(client, finn, hosta):
    client.force_login(finn)
    assert client.post(reverse("view_as_partner", args=[hosta.code])).status_code == 404
    assert client.post("/staff/stop-viewing/").status_code == 404


def test_it_is_posted(viewing, hosta):
    assert PERMISSIONS["view_as_partner"].audience == "staff"
    assert viewing.get(reverse("view_as_partner", args=[hosta.code])).status_code == 405


def test_what_says_it_was_fetched_by_a_page_is_recorded_too(viewing, hosta):
    viewing.get("/statements/", headers={"HX-Request": "true"})
    assert ("partner.viewed_as", "/statements/") in events(hosta)


def test_what_a_waiting_page_fetches_for_itself_is_not(viewing, hosta):
    progress = reverse("statement_archive_progress")
    viewing.get(progress, headers={"HX-Request": "true"})
    assert ("partner.viewed_as", progress) not in events(hosta)
    viewing.get(progress)
    assert ("partner.viewed_as", progress) in events(hosta)


@pytest.mark.parametrize("role", READERS)
def test_tax_numbers_only_for_the_roles_that_need_them(client, hosta, oscar, role):
    profile = make_tax_profile(hosta, oscar)
    client.force_login(make_staff(f"{role}@licensor.example", role, role))
    client.post(reverse("view_as_partner", args=[hosta.code]))
    page = client.get("/organisation/").content.decode()
    assert (profile.vat_id in page) is (role in TAX_READERS)
    if role not in TAX_READERS:
        assert client.get("/organisation/certificate/").status_code == 404
