"""Who proposes a correction, who approves it, and the sentence for who may not."""

from django.utils.translation import gettext as _

from portal.accounts.access import acting_ids, is_staff, needed_roles
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from settlements.corrections.models import Correction

PROPOSES = (StaffRole.FINANCE,)
APPROVES = (StaffRole.APPROVER,)


def why_not_propose(user: User) -> str:
    return "" if is_staff(user, *PROPOSES) else needed_roles(PROPOSES)


def why_not_decide(correction: Correction, user: User) -> str:
    """Empty where the person may approve or decline it: never who proposed it, nor their deputy."""
    if correction.proposed_by_id == user.pk:
        return _("You proposed this correction, so somebody else decides on it.")
    if not is_staff(user, *APPROVES):
        return needed_roles(APPROVES)
    if correction.proposed_by_id in acting_ids(user, *APPROVES, *PROPOSES):
        sentence = _(
            "%(name)s, for whom you stand in, proposed this correction: somebody else decides on it."
        )
        return sentence % {"name": correction.proposed_by}
    return ""


def why_not_withdraw(correction: Correction, user: User) -> str:
    if correction.proposed_by_id == user.pk:
        return ""
    return _("%(name)s, who proposed it, withdraws it.") % {"name": correction.proposed_by}
