"""The demo's second factors: known to all, and to the demo only."""

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from portal.accounts.second_factor import has_second_factor
from portal.demo.cast import make_people
from portal.demo.codes import PERIOD, code_at, secret_of
from portal.demo.give_second_factor import give_demo_second_factor
from portal.demo.log_ins import PASSWORD
from tests.codes import code_now

pytestmark = pytest.mark.django_db
EMAIL = "approver@meridian.example"


@pytest.fixture
def demo(settings):
    settings.DEMO = True
    make_people(password=PASSWORD)


def test_the_codes_are_those_of_authenticator_apps():
    """RFC 6238, appendix B, cut to six digits; and what allauth expects."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert [code_at(secret, at) for at in (59, 1111111109, 20000000000)] == ["287082", "081804", "353130"]
    assert code_at(secret_of(EMAIL), 1e9) == format_hotp_value(hotp_value(secret_of(EMAIL), 10**9 // PERIOD))


def test_secrets_stay_the_same_and_differ_by_person():
    assert secret_of(EMAIL) == secret_of(EMAIL) != secret_of("auditor@meridian.example")


def test_outside_the_demo_there_is_neither_page_nor_secret(client, settings, fiona, licensor):
    assert client.get("/demo/").status_code == 404
    with pytest.raises(RuntimeError):
        give_demo_second_factor(fiona)
    settings.DEMO, settings.LOCAL = True, False
    with pytest.raises(RuntimeError):
        give_demo_second_factor(fiona)


def test_the_page_names_people_password_secrets_and_codes(client, demo):
    page = client.get("/demo/").content.decode()
    for word in (EMAIL, "viewer@falak.example", PASSWORD, secret_of(EMAIL)):
        assert word in page
    assert secret_of("viewer@falak.example") not in page, "partners' people have none"


def test_what_it_names_opens(client, demo):
    client.post("/account/login/", {"login": EMAIL, "password": PASSWORD})
    answer = client.post("/account/2fa/authenticate/", {"code": code_now(secret_of(EMAIL))})
    assert answer.status_code == 302
    assert client.get("/staff/").status_code == 200


def test_a_second_factor_of_one_s_own_is_not_shown(client, settings, fiona):
    settings.DEMO = True
    give_demo_second_factor(fiona)  # has one already
    assert has_second_factor(fiona)
    assert secret_of(fiona.email) not in client.get("/demo/").content.decode()
