"""Wrong passwords and codes are counted, in a cache that all processes share."""

import pytest
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection

from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db
LOG_IN = "/account/login/"


def attempt(client, user, password, **more):
    return client.post(LOG_IN, {"login": user.email, "password": password}, **more)


def test_after_five_wrong_passwords_the_right_one_has_to_wait(client, finn):
    for _ in range(5):
        attempt(client, finn, "wrong")
    page = attempt(client, finn, PASSWORD)
    assert page.status_code == 200
    assert "Too many failed login attempts" in page.content.decode()


def test_another_s_account_is_not_held_up(client, finn, vera):
    for _ in range(5):
        attempt(client, finn, "wrong")
    assert attempt(client, vera, PASSWORD).status_code == 302


def test_a_forwarded_address_does_not_help_where_no_proxy_is_ours(client, finn):
    for number in range(12):
        answer = attempt(client, finn, "wrong", headers={"X-Forwarded-For": f"198.51.100.{number}"})
    assert "Too many failed login attempts" in answer.content.decode()


def test_behind_our_proxy_addresses_count_apart(client, settings, licensor):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    fields = {"login": "no@body.example", "password": "wrong"}
    for number in range(31):
        answer = client.post(LOG_IN, fields, headers={"X-Forwarded-For": f"198.51.100.{number}"})
    assert answer.status_code == 200
    for _ in range(31):
        answer = client.post(LOG_IN, fields, headers={"X-Forwarded-For": "198.51.100.99"})
    assert answer.status_code == 429


def test_wrong_codes_are_counted_too(client, fiona):
    attempt(client, fiona, PASSWORD)
    for _ in range(5):
        client.post("/account/2fa/authenticate/", {"code": "000000"})
    page = client.post("/account/2fa/authenticate/", {"code": "000000"}).content.decode()
    assert "Too many failed login attempts" in page


def test_the_cache_is_the_database_s(client, finn):
    assert isinstance(caches["default"], DatabaseCache)
    attempt(client, finn, "wrong")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM portal_cache")
        assert cursor.fetchone()[0] > 0
