"""Who keeps the registers: for the partner, and for the licensor. The other side is told."""

from agreements.sides import Sides
from portal.accounts.roles import PartnerRole, StaffRole

PARTNERS = (PartnerRole.ADMIN, PartnerRole.SIGNATORY)
STAFF = (StaffRole.OPERATIONS, StaffRole.CONTRACTS)

_keepers = Sides(PARTNERS, STAFF)
side_of, why_not_keep, people_of = _keepers.side_of, _keepers.why_not, _keepers.people_of
