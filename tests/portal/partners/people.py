"""Inviting in tests, and the people only these tests need."""

import re

from portal.accounts.models import Membership, Partner, User
from portal.accounts.roles import PartnerRole
from portal.notices.models import Mail
from portal.partners.invite_person import invite_person
from portal.partners.models import Invitation
from tests.factories.accounts import make_member
from tests.scenes import scene

NEW = "nina@hosta.example"
GOOD_PASSWORD = "a long enough pass phrase"


def invite(
    by: User, partner: Partner | None, email: str = NEW, *roles: str, language: str = "en"
) -> Invitation:
    asked = roles or ("uploader" if partner else "contracts",)
    return invite_person(by=by, email=email, partner=partner, roles=asked, language=language)


def membership(user: User, partner: Partner) -> Membership:
    return Membership.objects.get(user=user, partner=partner)


def mail_to(address: str, kind: str) -> Mail:
    """The newest of that kind."""
    return Mail.objects.filter(to=address, kind=kind).order_by("-pk").first()


def path_in(mail: Mail) -> str:
    return re.sub(r"^https?://[^/]+", "", mail.link)


def code_in(mail: Mail) -> str:
    return re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})$", mail.text, re.M)[1]


@scene
def anna(hosta) -> User:
    """Host A's administrator."""
    return make_member("anna@hosta.example", "Anna Admin", hosta, PartnerRole.ADMIN)
