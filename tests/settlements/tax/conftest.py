from portal.accounts.roles import StaffRole
from tests.factories.accounts import make_staff
from tests.scenes import scene


@scene
def boris_both(licensor):
    """Staff with both roles."""
    return make_staff("boris@licensor.example", "Boris Both", StaffRole.FINANCE, StaffRole.APPROVER)
