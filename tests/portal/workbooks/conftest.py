from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from tests.factories.accounts import make_staff
from tests.scanners import scanner  # noqa: F401
from tests.scenes import scene


@scene
def mona(licensor) -> User:
    """Staff who moves the books in: contracts, and operations for the partners."""
    return make_staff("mona@licensor.example", "Mona Moves", StaffRole.CONTRACTS, StaffRole.OPERATIONS)
