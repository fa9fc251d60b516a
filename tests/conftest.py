"""The cast: a licensor's staff, a partner's people, and a rival who must see nothing."""

import time

import pytest
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client
from django.utils import translation

from portal.accounts.models import User
from portal.accounts.roles import PartnerRole, StaffRole
from tests.factories.accounts import make_licensor, make_member, make_partner, make_staff
from tests.scenes import scene


class OneRound(PBKDF2PasswordHasher):
    """Read by the real web server too, which knows the algorithm."""

    iterations = 1


def pytest_configure() -> None:
    """Passwords of the cast are hashed fast: the slow way took most of each test's time."""
    settings.PASSWORD_HASHERS = ["tests.conftest.OneRound"]


@pytest.fixture(autouse=True)
def english():
    """Whatever language a page of the test before was read in."""
    translation.activate("en")


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    """Whom a test logs in by force has just said again who it is: sensitive acts go on without asking."""
    force_login = Client.force_login

    def log_in(client, user, backend=None):
        force_login(client, user, backend)
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "password", "at": time.time(), "reauthenticated": True}
        ]
        session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
        session.save()

    monkeypatch.setattr(Client, "force_login", log_in)


@scene
def licensor(db):
    return make_licensor()


@scene
def hosta(licensor):
    """The partner most tests are about."""
    return make_partner("hosta", "Host A")


@scene
def rival(licensor):
    """Another partner, who must never see anything of Host A."""
    return make_partner("rival", "Rival Cloud")


@scene
def uma(hosta) -> User:
    """Host A's uploader."""
    return make_member("uma@hosta.example", "Uma Upload", hosta, PartnerRole.UPLOADER)


@scene
def finn(hosta) -> User:
    """Host A's finance person and signatory."""
    return make_member(
        "finn@hosta.example", "Finn Finance", hosta, PartnerRole.FINANCE, PartnerRole.SIGNATORY
    )


@scene
def vera(hosta) -> User:
    """Host A's viewer: reads all, does nothing."""
    return make_member("vera@hosta.example", "Vera Viewer", hosta, PartnerRole.VIEWER)


@scene
def ruth(rival) -> User:
    """The rival's person, with every role there."""
    return make_member("ruth@rival.example", "Ruth Rival", rival, *PartnerRole)


@scene
def oscar(licensor) -> User:
    """Staff: operations."""
    return make_staff("oscar@licensor.example", "Oscar Operations", StaffRole.OPERATIONS)


@scene
def carla(licensor) -> User:
    """Staff: contracts."""
    return make_staff("carla@licensor.example", "Carla Contracts", StaffRole.CONTRACTS)


@scene
def fiona(licensor) -> User:
    """Staff: finance; prepares."""
    return make_staff("fiona@licensor.example", "Fiona Finance", StaffRole.FINANCE)


@scene
def april(licensor) -> User:
    """Staff: approver; approves what others prepared."""
    return make_staff("april@licensor.example", "April Approver", StaffRole.APPROVER)


@scene
def adam(licensor) -> User:
    """Staff: auditor; reads all, changes nothing."""
    return make_staff("adam@licensor.example", "Adam Auditor", StaffRole.AUDITOR)


@scene
def ada(licensor) -> User:
    """Staff: administrator of the portal (staff, catalogue, licensor)."""
    return make_staff("ada@licensor.example", "Ada Administrator", StaffRole.ADMINISTRATOR)


@scene
def dora(licensor) -> User:
    """Staff: disputes."""
    return make_staff("dora@licensor.example", "Dora Disputes", StaffRole.DISPUTES)


@scene
def boris(licensor) -> User:
    """Staff with both roles for money, who still may not approve what he prepared."""
    return make_staff("boris@licensor.example", "Boris Both", StaffRole.FINANCE, StaffRole.APPROVER)
