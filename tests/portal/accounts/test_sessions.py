"""Where one is logged in, and logging out elsewhere."""

import re

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from portal.accounts.templatetags.sessions import browser_name
from tests.codes import code_now
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db
SET_UP = "/account/2fa/totp/activate/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0 Safari/537.36 Edg/126.0"
)


def logged_in(user, browser: str) -> Client:
    client = Client(headers={"User-Agent": browser})
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    return client


def test_each_browser_is_listed_and_the_others_can_be_logged_out(finn):
    here, there = logged_in(finn, FIREFOX), logged_in(finn, EDGE)
    there.get("/reports/")
    page = here.get("/account/sessions/").content.decode()
    assert "Firefox, Linux" in page
    assert "Edge, Windows" in page
    assert page.count("This one") == 1
    here.post("/account/sessions/")
    assert here.get("/reports/").status_code == 200
    assert there.get("/reports/").url.startswith("/account/login/")
    assert "You are logged in nowhere else." in here.get("/account/sessions/").content.decode()


def test_when_one_was_last_seen_is_kept(finn):
    client = logged_in(finn, FIREFOX)
    before = UserSession.objects.get(user=finn).last_seen_at
    client.get("/reports/")
    assert UserSession.objects.get(user=finn).last_seen_at > before


def test_a_changed_password_logs_out_everywhere(finn):
    here, there = logged_in(finn, FIREFOX), logged_in(finn, EDGE)
    new = "an entirely different sentence"
    here.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    for client in (here, there):
        assert client.get("/reports/").url.startswith("/account/login/")


def test_one_sees_one_s_own_only(finn, vera):
    logged_in(vera, EDGE)
    page = logged_in(finn, FIREFOX).get("/account/sessions/").content.decode()
    assert "Edge" not in page


@pytest.mark.parametrize(
    "words, name",
    [(FIREFOX, "Firefox, Linux"), (EDGE, "Edge, Windows"), ("curl/8.5", "curl/8.5"), ("x" * 99, "x" * 40)],
)
def test_browsers_are_named_as_people_know_them(words, name):
    assert browser_name(words) == name


@pytest.mark.parametrize("asked", [True, False])
def test_who_came_in_without_a_second_factor_is_out_once_there_is_one(finn, hosta, asked):
    """Else a stolen password that came first would go on without it."""
    here, there = logged_in(finn, FIREFOX), logged_in(finn, EDGE)
    hosta.requires_second_factor = asked
    hosta.save()
    here.post("/account/reauthenticate/", {"password": PASSWORD})
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", here.get(SET_UP).content.decode())[1]
    here.post(SET_UP, {"code": code_now(secret)})
    assert here.get("/reports/").status_code == 200
    assert there.get("/reports/").url.startswith("/account/login/")
