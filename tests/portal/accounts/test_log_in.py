"""Logging in, and allauth's pages in our look."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from portal.accounts.models import User
from portal.notices.models import Mail
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db

MANAGE = [
    "account_email",
    "account_change_password",
    "account_logout",
    "mfa_index",
]


def test_a_person_logs_in_with_e_mail_and_password(client, finn):
    answer = client.post("/account/login/", {"login": "FINN@hosta.example", "password": PASSWORD})
    assert answer.status_code == 302
    assert answer.url == "/"


def test_a_wrong_password_tells_nothing_about_the_address(client, finn):
    known = client.post("/account/login/", {"login": finn.email, "password": "wrong"}).content.decode()
    unknown = client.post(
        "/account/login/", {"login": "no@body.example", "password": "wrong"}
    ).content.decode()
    sentence = re.search(r"error-summary.*?<ul>(.*?)</ul>", known, re.S)[1]
    assert sentence.strip()
    assert sentence in unknown


def test_sign_up_is_by_invitation(client, db):
    page = client.get("/account/signup/").content.decode()
    assert "Accounts are made by invitation" in page
    client.post("/account/signup/", {"email": "x@y.example", "password1": PASSWORD, "password2": PASSWORD})
    assert not User.objects.filter(email="x@y.example").exists()


@pytest.mark.parametrize("name", MANAGE)
def test_allauth_s_pages_wear_the_frame_of_their_reader(client, finn, fiona, name):
    from django.urls import reverse

    for person, mark in ((finn, "nav-list"), (fiona, 'class="staff')):
        client.force_login(person)
        page = client.get(reverse(name)).content.decode()
        assert mark in page
        assert not re.search(r"\sstyle=|\son[a-z]+=\"", page)


def test_no_page_carries_a_script_the_policy_refuses(client, finn):
    """Scripts are files; what stands inline is data."""
    for path in ("/account/login/", "/account/password/reset/"):
        answer = client.get(path)
        assert "default-src 'self'" in answer["Content-Security-Policy"]
        for attributes, inline in re.findall(r"<script([^>]*)>(.*?)</script>", answer.content.decode(), re.S):
            assert not inline.strip() or 'type="application/json"' in attributes


def test_what_a_person_sees_is_kept_by_no_browser(client, finn):
    client.force_login(finn)
    for path in ("/", "/reports/", "/team/", "/no-such-page/", "/reports/?export=csv"):
        assert "no-store" in client.get(path)["Cache-Control"], path


def test_the_link_to_a_new_password_holds_an_hour(client, finn, monkeypatch):
    client.post("/account/password/reset/", {"email": finn.email})
    link = Mail.objects.get(to=finn.email).link
    path = link[link.index("/account/") :]
    assert client.get(path).status_code == 302
    now = datetime.now(UTC).replace(tzinfo=None) + timedelta(minutes=61)
    monkeypatch.setattr("django.contrib.auth.tokens.PasswordResetTokenGenerator._now", lambda self: now)
    assert client.get(path).status_code == 200, "says that it does not hold any more"
