"""Staff draft, import and read agreements, each by its role; every look at rates is noted."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agreements.models import Agreement
from portal.audit.models import AuditEvent
from tests.factories.agreements import make_agreement, make_draft_agreement, make_terms, share

NEW = {
    "title": "Hosting in Brazil",
    "collected_by": "partner",
    "reporter": "partner",
    "settlement_currency": "BRL",
    "period_length": "quarter",
    "time_zone": "America/Sao_Paulo",
    "starts_date": "2026-04-01",
    "ends_date": "",
}


def looks(agreement):
    events = AuditEvent.objects.filter(event="terms.viewed", subject=agreement.number)
    return [(event.actor.name, event.details["page"]) for event in events]


def test_contracts_drafts_an_agreement(client, carla, hosta):
    client.force_login(carla)
    response = client.post("/staff/agreements/new/", {**NEW, "partner": hosta.pk}, follow=True)
    agreement = Agreement.objects.get()
    assert (agreement.number, agreement.state, agreement.period_length) == (
        f"AGR-{agreement.created_at.year}-0001",
        "draft",
        "quarter",
    )
    assert agreement.versions.get().number == 1
    assert "is drafted" in response.content.decode()


@pytest.mark.parametrize(
    "field, value, words",
    [
        ("partner", "", "This field is required"),
        ("partner", "9" * 30, "Select a valid choice"),
        ("settlement_currency", "XXX", "Select a valid choice"),
        ("time_zone", "Mars/Olympus", "Select a valid choice"),
        ("starts_date", "2026-02-30", "Enter a valid date"),
        ("ends_date", "2026-04-01", "would end before it begins"),
        ("collected_by", "nobody", "Select a valid choice"),
        ("title", "\x00", "Null characters are not allowed"),
        ("title", " ", "This field is required"),
    ],
)
def test_a_wrong_frame_is_refused_in_words(client, carla, hosta, field, value, words):
    client.force_login(carla)
    response = client.post("/staff/agreements/new/", {**NEW, "partner": hosta.pk, field: value})
    assert words in response.content.decode()
    assert not Agreement.objects.exists()


def test_the_list_searches_and_filters(client, adam, hosta, rival):
    mine, theirs = make_agreement(hosta), make_draft_agreement(rival, collected_by="partner")
    client.force_login(adam)
    for query, there, absent in [
        ("search=hosta", mine, theirs),
        ("state=draft", theirs, mine),
        ("collected_by=partner", theirs, mine),
    ]:
        page = client.get(f"/staff/agreements/?{query}").content.decode()
        assert there.number in page
        assert absent.number not in page
    assert client.get("/staff/agreements/?format=csv").getvalue().decode().count("AGR-") == 2


def test_each_look_of_staff_is_noted_once(client, adam, hosta):
    agreement = make_agreement(hosta)
    client.force_login(adam)
    page = client.get(f"/staff/agreements/{agreement.number}/").content.decode()
    assert "20%" in page
    assert client.get(f"/staff/agreements/{agreement.number}/terms.json").status_code == 200
    assert looks(agreement) == [
        ("Adam Auditor", "staff_agreement"),
        ("Adam Auditor", "staff_agreement_terms"),
    ]


def test_roles_without_need_see_the_frame_not_the_rates(client, oscar, hosta):
    agreement = make_agreement(hosta)
    client.force_login(oscar)
    page = client.get(f"/staff/agreements/{agreement.number}/").content.decode()
    assert "confidential" in page
    assert "20%" not in page
    assert looks(agreement) == []
    for part in ("terms.json", "versions/1/approve/"):
        assert client.get(f"/staff/agreements/{agreement.number}/{part}").status_code == 403


@pytest.mark.parametrize("part", ["new/", "{}/import/", "{}/versions/new/", "{}/versions/1/"])
@pytest.mark.parametrize("who, status", [("adam", 403), ("april", 403), ("vera", 404), ("ruth", 404)])
def test_preparing_is_for_contracts(client, request, hosta, part, who, status):
    agreement = make_draft_agreement(hosta)
    client.force_login(request.getfixturevalue(who))
    url = f"/staff/agreements/{part.format(agreement.number)}"
    assert client.get(url).status_code == status
    assert client.post(url, {}).status_code == status


def test_partners_find_no_staff_page(client, vera, hosta):
    agreement = make_agreement(hosta)
    client.force_login(vera)
    for part in ("", f"{agreement.number}/", f"{agreement.number}/terms.json"):
        assert client.get(f"/staff/agreements/{part}").status_code == 404


@pytest.mark.parametrize("way", ["paste", "file"])
def test_terms_are_taken_over(client, carla, hosta, way):
    agreement = make_draft_agreement(hosta)
    text = json.dumps([make_terms("2026-01-01", share("0.25"))])
    given = {"document": text} if way == "paste" else {"file": SimpleUploadedFile("t.json", text.encode())}
    client.force_login(carla)
    page = client.post(f"/staff/agreements/{agreement.number}/import/", given, follow=True).content.decode()
    assert "Drafted: version 1." in page
    assert agreement.versions.get().rules.count() == 1


@pytest.mark.parametrize(
    "given, words",
    [
        ({}, "one of the two"),
        ({"document": "[", "file": SimpleUploadedFile("t.json", b"[]")}, "one of the two"),
        ({"file": SimpleUploadedFile("t.json", b"\xff\xfe")}, "This is not UTF-8 text"),
        ({"file": SimpleUploadedFile("t.json", b" " * (2 * 1024 * 1024 + 1))}, "larger than 2 MB"),
        ({"file": SimpleUploadedFile("t.json", b"")}, "The submitted file is empty"),
        ({"document": "{"}, "This is not JSON"),
        ({"document": json.dumps([make_terms(base="x")])}, "terms[0].base"),
        ({"document": "[" * 50_000}, "nested too deeply"),
    ],
)
def test_what_cannot_be_taken_over_is_said(client, carla, hosta, given, words):
    agreement = make_draft_agreement(hosta)
    client.force_login(carla)
    for file in (each for each in given.values() if not isinstance(each, str)):
        file.seek(0)
    response = client.post(f"/staff/agreements/{agreement.number}/import/", given)
    assert response.status_code in (200, 422)
    assert words in response.content.decode()


def test_a_version_is_begun_as_a_copy(client, carla, hosta):
    agreement = make_agreement(hosta)
    client.force_login(carla)
    given = {"from_date": "2026-07-01", "copy_of": agreement.versions.get().pk}
    url = f"/staff/agreements/{agreement.number}/versions/new/"
    assert client.post(url, given).status_code == 302
    assert agreement.versions.get(number=2).rules.get().tiers.get().rate * 5 == 1
    assert "begins on that day" in client.post(url, {"from_date": "2026-01-01"}).content.decode()
    assert "valid choice" in client.post(url, {**given, "copy_of": "999999"}).content.decode()
