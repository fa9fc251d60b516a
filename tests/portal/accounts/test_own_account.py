"""Language, theme, name, and the organisation the pages are seen through."""

import pytest
from django.conf import settings

from portal.accounts.models import Membership
from portal.accounts.roles import PartnerRole

pytestmark = pytest.mark.django_db


def test_language_and_theme_are_kept_for_a_person(client, finn):
    client.force_login(finn)
    client.post("/account/language/", {"language": "ar", "next": "/account/"})
    client.post("/account/theme/", {"theme": "dark"})
    finn.refresh_from_db()
    assert (finn.language, finn.theme) == ("ar", "dark")
    page = client.get("/account/").content.decode()
    assert '<html lang="ar" dir="rtl" data-theme="dark">' in page


def test_a_visitor_keeps_them_in_cookies(client, db):
    answer = client.post("/account/language/", {"language": "ar", "next": "/account/login/"})
    assert answer.url == "/account/login/"
    client.post("/account/theme/", {"theme": "light"})
    assert '<html lang="ar" dir="rtl" data-theme="light">' in client.get("/account/login/").content.decode()
    assert client.cookies["theme"]["samesite"] == "Lax"


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "\\\\x", "x"]
)
def test_the_way_back_never_leads_elsewhere(client, db, address):
    assert client.post("/account/theme/", {"theme": "dark", "next": address}).url == "/"


def test_what_is_not_offered_is_not_kept(client, finn):
    client.force_login(finn)
    client.post("/account/language/", {"language": "tlh"})
    client.post("/account/theme/", {"theme": "pink"})
    finn.refresh_from_db()
    assert (finn.language, finn.theme) == ("", "auto")
    assert settings.LANGUAGE_COOKIE_NAME not in client.cookies


def test_the_account_page_saves_and_says_so(client, finn):
    client.force_login(finn)
    answer = client.post("/account/", {"name": "Finn F.", "language": "en", "theme": "auto"}, follow=True)
    assert "Your changes are saved." in answer.content.decode()
    finn.refresh_from_db()
    assert finn.name == "Finn F."


def test_the_account_page_says_what_is_missing(client, finn):
    client.force_login(finn)
    page = client.post("/account/", {"name": "", "language": "en", "theme": "auto"}).content.decode()
    assert 'href="#id_name"' in page


def test_the_account_page_names_roles_in_words(client, finn, hosta):
    client.force_login(finn)
    page = client.get("/account/").content.decode()
    assert hosta.name in page
    assert "Finance, Signatory" in page


def test_a_person_of_two_organisations_changes_between_them(client, finn, hosta, rival):
    Membership.objects.create(partner=rival, user=finn, roles=[PartnerRole.VIEWER])
    client.force_login(finn)
    assert f"<h1>{hosta.name}</h1>" in client.get("/").content.decode()
    client.post("/account/organisation/", {"partner": rival.pk})
    assert f"<h1>{rival.name}</h1>" in client.get("/").content.decode()


@pytest.mark.parametrize("number", ["foreign", "", "x", "99999999999999999999999999"])
def test_nobody_changes_to_an_organisation_of_others(client, finn, rival, number):
    client.force_login(finn)
    partner = rival.pk if number == "foreign" else number
    assert client.post("/account/organisation/", {"partner": partner}).status_code == 404
    assert "partner" not in client.session


@pytest.mark.parametrize("path", ["/account/language/", "/account/theme/", "/account/organisation/"])
def test_choices_are_posted(client, finn, path):
    client.force_login(finn)
    assert client.get(path).status_code == 405


def test_strangers_are_asked_to_log_in(client, db):
    assert client.get("/account/").url.startswith("/account/login/")
    assert client.post("/account/organisation/").url.startswith("/account/login/")


@pytest.mark.parametrize("name", ["Finn\n\nPay to this account", "Finn\u202eecnaniF", "Finn\u00ad"])
def test_a_name_holds_nothing_unseen(client, finn, name):
    """It stands in mails to others."""
    client.force_login(finn)
    client.post("/account/", {"name": name, "language": "en", "theme": "auto"})
    finn.refresh_from_db()
    assert finn.name == "Finn Finance"
