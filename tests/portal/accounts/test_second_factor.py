"""Staff cannot work without a second factor; logging in always asks for one where there is one."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client

from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.accounts.second_factor import SecondFactors, has_second_factor, must_have_second_factor
from portal.demo.codes import code_at
from portal.notices.models import Mail
from tests.codes import code_now
from tests.factories.accounts import PASSWORD, SECRET, give_second_factor, make_user
from tests.scenes import scene

pytestmark = pytest.mark.django_db
CODE_PAGE = "/account/2fa/authenticate/"
SET_UP = "/account/2fa/"


@scene
def bare(licensor) -> User:
    """Staff with every role and no second factor."""
    return make_user("bare@licensor.example", "Bare", staff_roles=list(StaffRole))


def password_typed(client: Client, user: User):
    return client.post("/account/login/", {"login": user.email, "password": PASSWORD})


@pytest.mark.parametrize("path", ["/", "/staff/", "/staff/runs/", "/reports/", "/admin/", "/no-such-page/"])
def test_staff_without_one_reach_the_set_up_page_only(client, bare, path):
    client.force_login(bare)
    answer = client.get(path)
    assert (answer.status_code, answer.url) == (302, SET_UP)
    assert client.post(path).url == SET_UP
    page = client.get(SET_UP).content.decode()
    assert "Before you can work here, set up an authenticator app or a passkey." in page


def test_a_part_of_a_page_is_led_there_whole(client, bare):
    client.force_login(bare)
    assert client.get("/staff/runs/", headers={"HX-Request": "true"})["HX-Redirect"] == SET_UP


@pytest.mark.parametrize("path", ["/account/", "/account/2fa/totp/activate/", "/account/sessions/"])
def test_their_own_account_stays_open(client, bare, path):
    client.force_login(bare)
    assert client.get(path).status_code == 200
    assert client.post("/account/language/", {"language": "ar", "next": "/account/"}).url == "/account/"
    assert client.post("/account/logout/").url == "/"


def test_setting_one_up_opens_the_pages_and_shows_recovery_codes_once(client, bare):
    client.force_login(bare)
    page = client.get("/account/2fa/totp/activate/").content.decode()
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page)[1]
    answer = client.post("/account/2fa/totp/activate/", {"code": code_now(secret)})
    assert answer.url == "/account/2fa/recovery-codes/"
    codes = client.get(answer.url).content.decode()
    assert len(re.findall(r"<code>\d{8}</code>", codes)) == 10
    assert not re.search(r"<code>\d{8}</code>", client.get(answer.url).content.decode())
    assert client.get("/staff/").status_code == 200


def test_superusers_need_one_too(client, licensor):
    root = make_user("root@licensor.example", "Root", is_superuser=True)
    client.force_login(root)
    assert client.get("/admin/").url == SET_UP


def test_an_organisation_may_ask_it_of_its_people(client, finn, hosta):
    client.force_login(finn)
    assert client.get("/reports/").status_code == 200
    hosta.requires_second_factor = True
    hosta.save()
    assert client.get("/reports/").url == SET_UP
    give_second_factor(finn)
    assert client.get("/reports/").status_code == 200


def test_of_those_who_left_it_nothing_is_asked(finn, hosta):
    hosta.requires_second_factor = True
    hosta.save()
    assert must_have_second_factor(finn)
    finn.memberships.update(suspended_at="2026-01-01T00:00Z")
    assert not must_have_second_factor(finn)


def test_recovery_codes_alone_are_no_second_factor(bare):
    RecoveryCodes.activate(bare)
    assert not has_second_factor(bare)


def test_password_then_code(client, fiona):
    assert password_typed(client, fiona).url == CODE_PAGE
    assert client.get("/staff/").url.startswith("/account/login/"), "not in yet"
    assert client.post(CODE_PAGE, {"code": "000000"}).status_code == 200
    assert client.post(CODE_PAGE, {"code": code_now(SECRET)}).status_code == 302
    assert client.get("/staff/").status_code == 200


def test_a_code_opens_once(client, fiona):
    code = code_now(SECRET)
    password_typed(client, fiona)
    assert client.post(CODE_PAGE, {"code": code}).status_code == 302
    other = Client()
    password_typed(other, fiona)
    page = other.post(CODE_PAGE, {"code": code}).content.decode()
    assert "Incorrect code" in page


def test_an_old_code_does_not_open(client, fiona):
    password_typed(client, fiona)
    client.post(CODE_PAGE, {"code": code_at(SECRET, 1_700_000_000)})
    assert client.get("/staff/").status_code == 302


def test_a_recovery_code_opens_once(client, fiona):
    code = RecoveryCodes.activate(fiona).generate_codes()[0]
    for expected in (302, 200):
        visitor = Client()
        password_typed(visitor, fiona)
        assert visitor.post(CODE_PAGE, {"code": code}).status_code == expected


def test_a_partner_s_person_with_one_is_asked_too(client, finn):
    assert password_typed(client, finn).url == "/"
    give_second_factor(finn)
    assert password_typed(Client(), finn).url == CODE_PAGE


def test_a_reset_password_does_not_pass_it_by(client, fiona):
    client.post("/account/password/reset/", {"email": fiona.email})
    link = Mail.objects.get(to=fiona.email).link
    form = client.get(link[link.index("/account/") :], follow=True)
    new = "an entirely different sentence"
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    assert User.objects.get(pk=fiona.pk).check_password(new)
    assert client.get("/staff/").url.startswith("/account/login/"), "a reset logs nobody in"
    answer = client.post("/account/login/", {"login": fiona.email, "password": new})
    assert answer.url == CODE_PAGE


def test_secrets_are_encrypted_at_rest(fiona):
    kept = Authenticator.objects.get(user=fiona).data["secret"]
    assert SECRET not in kept
    assert SecondFactors().decrypt(kept) == SECRET


def test_a_new_key_still_reads_what_the_old_one_wrote(settings, fiona):
    old = Authenticator.objects.get(user=fiona).data["secret"]
    settings.ENCRYPTION_KEY = f"another key,{settings.ENCRYPTION_KEY}"
    new = SecondFactors().encrypt("x")
    assert SecondFactors().decrypt(old) == SECRET
    settings.ENCRYPTION_KEY = "another key"
    assert SecondFactors().decrypt(new) == "x"


def test_who_must_have_one_cannot_remove_the_last(client, fiona, finn):
    client.force_login(fiona)
    page = client.post("/account/2fa/totp/deactivate/").content.decode()
    assert "Add a passkey first" in page
    assert has_second_factor(fiona)
    give_second_factor(finn)
    client.force_login(finn)
    client.post("/account/2fa/totp/deactivate/")
    assert not has_second_factor(finn)


def test_no_browser_is_trusted_to_go_without(client, fiona):
    password_typed(client, fiona)
    client.post(CODE_PAGE, {"code": code_now(SECRET)})
    client.post("/account/logout/")
    assert password_typed(client, fiona).url == CODE_PAGE


def passkey(user: User) -> Authenticator:
    data = {"name": "Key", "credential": {}}
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data)


def test_nor_the_last_passkey(client, bare, finn):
    for person, stays in ((bare, True), (finn, False)):
        key = passkey(person)
        client.force_login(person)
        answer = client.post(f"/account/2fa/webauthn/keys/{key.pk}/remove/", follow=True)
        assert has_second_factor(person) is stays
        assert ("Add a passkey first" in answer.content.decode()) is stays


def test_a_passkey_beside_another_factor_can_be_removed(client, fiona):
    key = passkey(fiona)
    client.force_login(fiona)
    client.post(f"/account/2fa/webauthn/keys/{key.pk}/remove/")
    assert not Authenticator.objects.filter(pk=key.pk).exists()
