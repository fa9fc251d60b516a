"""Host A's second pair of eyes, and an administrator."""

from portal.accounts.models import User
from portal.accounts.roles import PartnerRole
from tests.factories.accounts import make_member
from tests.scenes import scene


@scene
def frida(hosta) -> User:
    """Host A's other finance person."""
    return make_member("frida@hosta.example", "Frida Finance", hosta, PartnerRole.FINANCE)


@scene
def anna(hosta) -> User:
    """Host A's administrator."""
    return make_member("anna@hosta.example", "Anna Admin", hosta, PartnerRole.ADMIN)
