"""Who asks for an erasure."""

from portal.accounts.models import User
from portal.accounts.roles import PartnerRole
from tests.factories.accounts import make_member
from tests.scenes import scene


@scene
def adele(hosta) -> User:
    """The administrator of Host A."""
    return make_member("adele@hosta.example", "Adele Admin", hosta, PartnerRole.ADMIN)
