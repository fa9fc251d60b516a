"""Who decides at the second level: nobody who proposed at the first."""

from django.utils.translation import gettext as _

from portal.accounts.models import User
from settlements.disputes.models import Dispute


def proposers_before(dispute: Dispute) -> set[int]:
    """Ids of those who proposed at the first level."""
    rows = dispute.changes.filter(to_state=Dispute.State.PROPOSED, level=Dispute.Level.FIRST)
    return set(rows.values_list("by_id", flat=True))


def why_not_decide(dispute: Dispute, user: User) -> str:
    """The sentence for somebody who proposed before; empty: may."""
    if dispute.level != Dispute.Level.SECOND or user.pk not in proposers_before(dispute):
        return ""
    return _(
        "You proposed the outcome that was refused. At the second level a colleague of the disputes role "
        "proposes; assign the dispute to one."
    )
