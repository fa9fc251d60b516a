"""The catalogue: seeded, extended by the administrator, never emptied."""

import pytest
from django.utils import translation

from agreements.models import AiModel, Alias, Application, Market, Unit
from portal.audit.models import AuditEvent

APPLICATION = {"code": "tutoring", "name": "Tutoring", "name_de": "Nachhilfe"}


@pytest.mark.django_db
def test_every_installation_begins_with_a_catalogue():
    assert set(Application.objects.values_list("code", flat=True)) == {
        "customer_service",
        "content_moderation",
        "personalized_recommendations",
        "content_creation",
        "search",
        "accessibility",
    }
    assert (Market.objects.count(), AiModel.objects.filter(code="llama-3.1-8b").count()) == (249, 1)
    parts = dict(Unit.objects.exclude(subset_of=None).values_list("code", "subset_of__code"))
    assert parts == {
        "cache_read_input_tokens": "input_tokens",
        "reasoning_output_tokens": "output_tokens",
    }


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "de", "id", "ja", "hi", "ar"])
def test_applications_and_units_speak_six_languages(language):
    for entry in [*Application.objects.all(), *Unit.objects.all()]:
        assert entry.names[language]
        with translation.override(language):
            assert str(entry) == entry.names[language]


def test_all_staff_see_it_only_the_administrator_changes_it(client, adam, ada, vera):
    client.force_login(adam)
    page = client.get("/staff/catalogue/").content.decode()
    assert "llama-4-maverick" in page
    assert "Retire" not in page
    for url in ("application/new/", "aliases/new/"):
        assert client.get(f"/staff/catalogue/{url}").status_code == 403
    assert client.post("/staff/catalogue/application/search/retire/").status_code == 403
    client.force_login(vera)
    assert client.get("/staff/catalogue/").status_code == 404
    client.force_login(ada)
    assert "Retire" in client.get("/staff/catalogue/").content.decode()


def test_the_administrator_adds_retires_and_restores(client, ada):
    client.force_login(ada)
    assert client.post("/staff/catalogue/application/new/", APPLICATION).status_code == 302
    entry = Application.objects.get(code="tutoring")
    assert entry.names == {"de": "Nachhilfe"}
    for act, retired in [("retire", True), ("retire", True), ("restore", False)]:
        client.post(f"/staff/catalogue/application/tutoring/{act}/")
        entry.refresh_from_db()
        assert (entry.retired_at is not None) is retired
    events = AuditEvent.objects.filter(subject="tutoring", partner=None)
    assert [event.event for event in events] == [
        "catalogue.added",
        "catalogue.retired",
        "catalogue.restored",
    ]


def test_models_and_units_have_members_of_their_own(client, ada):
    client.force_login(ada)
    model = {"code": "llama-5-8b", "name": "Llama 5 8B", "released_date": "2026-10-01"}
    client.post("/staff/catalogue/model/new/", model)
    assert str(AiModel.objects.get(code="llama-5-8b").released_date) == "2026-10-01"
    whole = Unit.objects.get(code="images")
    client.post("/staff/catalogue/unit/new/", {"code": "thumbs", "name": "Thumbs", "subset_of": whole.pk})
    assert Unit.objects.get(code="thumbs").subset_of == whole


@pytest.mark.parametrize(
    "change, words",
    [
        ({"code": "search"}, "This code is taken"),
        ({"code": "Search Engine"}, "Use lower-case letters"),
        ({"code": "x" * 61}, "at most 60 characters"),
        ({"name": ""}, "This field is required"),
        ({"name": "\x00"}, "Null characters"),
    ],
)
def test_wrong_entries_are_refused_in_words(client, ada, change, words):
    client.force_login(ada)
    response = client.post("/staff/catalogue/application/new/", {**APPLICATION, **change})
    assert words in response.content.decode()
    assert Application.objects.count() == 6


def test_a_partners_own_names(client, ada, adam, hosta):
    client.force_login(ada)
    given = {"partner": hosta.pk, "alias": " Meta-Llama-3.1-8B ", "means": "model/llama-3.1-8b"}
    assert client.post("/staff/catalogue/aliases/new/", given).status_code == 302
    row = Alias.objects.get()
    assert (row.partner, row.kind, row.alias, row.code) == (
        hosta,
        "model",
        "Meta-Llama-3.1-8B",
        "llama-3.1-8b",
    )
    assert "has that name already" in client.post("/staff/catalogue/aliases/new/", given).content.decode()
    own = {**given, "alias": "llama-3-8b"}
    assert "a code of the catalogue" in client.post("/staff/catalogue/aliases/new/", own).content.decode()
    wrong = {**given, "means": "model/llama-9"}
    assert "Select a valid choice" in client.post("/staff/catalogue/aliases/new/", wrong).content.decode()
    client.force_login(adam)
    page = client.get("/staff/catalogue/aliases/").content.decode()
    assert "Meta-Llama-3.1-8B" in page
    assert client.post(f"/staff/catalogue/aliases/{row.pk}/remove/").status_code == 403
    client.force_login(ada)
    assert "Remove" in client.get("/staff/catalogue/aliases/").content.decode()
    client.post(f"/staff/catalogue/aliases/{row.pk}/remove/")
    assert not Alias.objects.exists()
    events = AuditEvent.objects.filter(partner=hosta, event__startswith="alias.")
    assert [event.event for event in events] == ["alias.added", "alias.removed"]


@pytest.mark.parametrize(
    "url", ["market/new/", "model/nothing/retire/", "aliases/99999999999999999999/remove/"]
)
def test_what_is_not_in_the_catalogue_is_no_page(client, ada, url):
    client.force_login(ada)
    assert client.post(f"/staff/catalogue/{url}").status_code == 404
