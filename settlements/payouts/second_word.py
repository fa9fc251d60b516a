"""What the bank did, said by one person and confirmed by another: who may, and whether it still waits."""

from django.utils.translation import gettext as _

from portal.accounts.access import acting_ids
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.refused import Refused
from settlements.payouts.models.told import Told

ROLES = (StaffRole.FINANCE, StaffRole.APPROVER)


def why_own_word(told: Told, user: User) -> str:
    """The sentence where the person, or whom they stand in for, said it; else empty."""
    if told.told_by_id in acting_ids(user, *ROLES):
        return _("You said this, so somebody else has to confirm it.")
    return ""


def require_open(told: Told) -> None:
    """Raises Refused (`decided`) where somebody confirmed or dropped it already."""
    if told.state != Told.State.TOLD:
        sentence = _("%(name)s decided this already. Load the page again.")
        raise Refused("decided", sentence % {"name": told.decided_by})
