"""allauth's mails in our words, our frame, and the language of who gets them."""

import re
from pathlib import Path

import allauth
import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from portal.notices.models import Mail
from portal.notices.render_mail import words_of
from portal.partners.signup_adapter import SECRET_KINDS
from tests.factories.accounts import PASSWORD
from tests.portal.partners.people import mail_to, path_in

pytestmark = pytest.mark.django_db
THEIRS = Path(allauth.__file__).parent / "templates"
OURS = settings.BASE_DIR / "templates" / "notices" / "account"
KINDS = sorted(
    path.name.removesuffix("_subject.txt")
    for folder in ("account", "mfa")
    for path in (THEIRS / folder / "email").glob("*_subject.txt")
)
WITH_CODE = {"email_confirmation", "email_confirmation_signup", "login_code", "password_reset_code"}


def test_there_are_some():
    assert len(KINDS) > 15


@pytest.mark.parametrize("kind", KINDS)
def test_every_mail_allauth_may_send_has_our_words(kind):
    assert (OURS / f"{kind}.txt").exists()
    given = {"email": "n@x.example", "code": "C0-DE", "ip": "127.0.0.1", "user_agent": "Firefox"}
    words = words_of(kind=f"account/{kind}", language="en", context=given)
    assert words.subject
    assert words.text
    assert (kind in WITH_CODE) == ("C0-DE" in words.text)


def test_what_lets_in_is_wiped_once_sent():
    """Each kind of allauth's that carries a code or a link to a new password."""
    carrying = {
        kind
        for kind in KINDS
        for path in (THEIRS / "account" / "email").glob(f"{kind}_message.txt")
        if re.search(r"\b(code|key|activate_url)\b|password_reset_url", path.read_text())
    }
    assert carrying - {"account_already_exists"} <= set(SECRET_KINDS)


def test_a_new_password_is_asked_for_in_the_person_s_language(client, finn):
    finn.language = "de"
    finn.save()
    with translation.override("en"):
        client.post(reverse("account_reset_password"), {"email": finn.email})
    mail = mail_to(finn.email, "account/password_reset_key")
    assert (mail.language, mail.secret) == ("de", True)
    assert client.get(path_in(mail), follow=True).status_code == 200


def test_an_unknown_address_is_told_so_without_a_way_to_sign_up(client, db):
    client.post(reverse("account_reset_password"), {"email": "nobody@x.example"})
    mail = mail_to("nobody@x.example", "account/unknown_account")
    assert mail.link == ""
    assert "signup" not in mail.text


def test_a_change_is_told_with_when_and_where(client, finn):
    client.force_login(finn)
    client.post(
        reverse("account_change_password"),
        {
            "oldpassword": PASSWORD,
            "password1": "another long pass phrase",
            "password2": "another long pass phrase",
        },
        headers={"user-agent": "Test <browser>"},
    )
    mail = Mail.objects.get(kind="account/password_changed")
    assert "127.0.0.1" in mail.text
    assert "Test <browser>" in mail.text
    assert not mail.secret
