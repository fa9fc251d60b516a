"""allauth's pages in our look, and passkeys by Chromium's own make-believe authenticator."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from portal.demo.cast import make_people
from portal.notices.models import Mail
from portal.notices.tasks import deliver_mail
from tests.browser.screenshots import Tour
from tests.codes import code_now
from tests.factories.accounts import PASSWORD, SECRET, give_second_factor, make_user

LOOKS = [("en", "light"), ("ar", "dark")]
OWN_PAGES = [
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/",
    "/account/2fa/webauthn/add/",
    "/account/email/",
    "/account/password/change/",
    "/account/reauthenticate/",
    "/account/sessions/",
]


@pytest.fixture
def unsent(monkeypatch):
    """A mail stays as written: the worker of a test before, if it still runs, would forget its secret."""
    monkeypatch.setattr(deliver_mail, "delay", lambda *_: None)


@pytest.fixture
def passkeys(page):
    """A fingerprint reader that always says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


@pytest.mark.parametrize("language,theme", LOOKS)
@pytest.mark.parametrize("path", OWN_PAGES)
def test_pages_of_one_s_own(visit, check_page, finn, path, language, theme):
    page = visit(path, finn, language=language, theme=theme)
    assert page.locator("h1").count() == 1
    check_page(page)


@pytest.mark.parametrize("path", ["/account/2fa/", "/account/2fa/recovery-codes/generate/", "/staff/"])
def test_staff_with_and_without_a_second_factor(visit, check_page, fiona, licensor, path):
    check_page(visit(path, fiona))
    bare = make_user("bare@licensor.example", "Bare", staff_roles=["finance"])
    page = visit(path, bare)
    page.get_by_text("Before you can work here").wait_for()
    check_page(page)


def test_the_whole_way_in(page, check_page, visit, fiona):
    visit("/account/login/")
    page.fill("[name=login]", fiona.email)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("heading", name="Second factor").wait_for()
    check_page(page)
    page.fill("[name=code]", code_now(SECRET))
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("heading", name="Queue").wait_for()


def test_a_passkey_is_added_used_again_and_renamed(visit, check_page, passkeys, finn, live_server):
    page = visit("/account/2fa/webauthn/add/", finn)
    page.get_by_label("Log in with it alone").check()
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    check_page(page)
    assert Authenticator.objects.filter(user=finn, type="webauthn").count() == 1
    page.goto(f"{live_server.url}/account/2fa/webauthn/")
    check_page(page)
    page.get_by_role("link", name="Rename").click()
    check_page(page)
    page.go_back()
    page.get_by_role("link", name=re.compile("^Remove")).click()
    check_page(page)
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/account/login/")
    page.get_by_role("button", name="Log in with a passkey").click()
    page.get_by_role("heading", name="Host A").wait_for()


def test_a_key_as_second_factor_and_to_say_again_who_one_is(visit, check_page, passkeys, finn, live_server):
    page = visit("/account/2fa/webauthn/add/", finn)
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/account/login/")
    page.fill("[name=login]", finn.email)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("button", name="Use a passkey or key").click()
    page.get_by_role("heading", name="Host A").wait_for()
    page.goto(f"{live_server.url}/account/2fa/webauthn/reauthenticate/?next=/account/2fa/")
    check_page(page)
    page.locator("#mfa_webauthn_reauthenticate").click()
    page.get_by_role("heading", name="Second factor and passkeys").wait_for()


def test_a_new_address_is_confirmed_by_code(visit, check_page, finn, unsent):
    page = visit("/account/email/", finn)
    page.locator("main [name=email]").fill("finn@new.example")
    page.get_by_role("button", name="Change the address").click()
    page.locator("[name=code]").wait_for()
    check_page(page)
    code = re.search(r"^([A-Z0-9-]{6,12})$", Mail.objects.get(to="finn@new.example").text, re.M)[1]
    page.fill("[name=code]", code)
    page.locator("main .button-primary").first.click()
    page.wait_for_url(lambda address: "confirm" not in address)
    finn.refresh_from_db()
    assert finn.email == "finn@new.example"


def test_a_forgotten_password(visit, check_page, finn, page, live_server, unsent):
    visit("/account/password/reset/")
    page.locator("[name=email]").fill(finn.email)
    page.locator("main .button-primary").click()
    page.wait_for_url("**/done/")
    check_page(page)
    page.goto(live_server.url + re.sub(r"^https?://[^/]+", "", Mail.objects.get(to=finn.email).link))
    check_page(page)
    page.locator("[name=password1]").fill("an entirely different sentence")
    page.locator("[name=password2]").fill("an entirely different sentence")
    page.locator("main .button-primary").first.click()
    page.wait_for_url("**/done/")
    check_page(page)


def test_what_staff_see_as_a_partner_is_marked(visit, check_page, adam, hosta, live_server):
    page = visit("/staff/", adam, theme="dark")
    client = Client()
    client.cookies["sessionid"] = next(
        each["value"] for each in page.context.cookies() if each["name"] == "sessionid"
    )
    client.post(f"/staff/partners/{hosta.code}/view-as/")
    page.goto(f"{live_server.url}/")
    page.get_by_text("You see what").wait_for()
    check_page(page)
    page.get_by_role("button", name="Stop viewing").click()
    page.get_by_text("You are back on your own pages.").wait_for()


def test_the_log_ins_of_the_demo_let_in(visit, check_page, settings, browser, live_server):
    """As `make screenshots` logs in."""
    settings.DEMO = True
    make_people(password=PASSWORD)
    check_page(visit("/demo/"))
    page = browser.new_page()
    Tour(browser, live_server.url, PASSWORD, judging=False).log_in(page, "finance@meridian.example")
    page.get_by_role("heading", name="Queue").wait_for()
    page.close()


def test_admin_pages_load_nothing_the_policy_refuses(visit, heard, live_server, licensor):
    root = make_user("root@licensor.example", "Root", is_superuser=True)
    give_second_factor(root)
    for path in ("/admin/", "/admin/accounts/user/", f"/admin/accounts/user/{root.pk}/change/"):
        page = visit(path, root)
        assert page.locator("#site-name").count() == 1
        assert not heard, path
