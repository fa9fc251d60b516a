"""Who reports an incident and writes about it for either side. A notice reaches all of them."""

from agreements.sides import Sides
from portal.accounts.roles import PartnerRole, StaffRole

PARTNERS = (PartnerRole.UPLOADER, PartnerRole.FINANCE, PartnerRole.SIGNATORY, PartnerRole.ADMIN)
STAFF = (StaffRole.OPERATIONS, StaffRole.CONTRACTS)

_speakers = Sides(PARTNERS, STAFF)
side_of, why_not_speak, people_of = _speakers.side_of, _speakers.why_not, _speakers.people_of
