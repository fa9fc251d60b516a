"""Who decides at the second level: nobody who proposed at the first."""

from django.utils.translation import gettext as _

from portal.accounts.access import acting_ids
from portal.accounts.models import User
from settlements.disputes.models import Dispute
from settlements.disputes.sides import STAFF


def proposers_before(dispute: Dispute) -> set[int]:
    """Ids of those who proposed at the first level."""
    rows = dispute.changes.filter(to_state=Dispute.State.PROPOSED, level=Dispute.Level.FIRST)
    return set(rows.values_list("by_id", flat=True))


def why_not_decide(dispute: Dispute, user: User) -> str:
    """The sentence for somebody who proposed before, or stands in for who did; empty: may."""
    if dispute.level != Dispute.Level.SECOND:
        return ""
    if not proposers_before(dispute) & acting_ids(user, *STAFF):
        return ""
    return _(
        "You proposed the outcome that was refused. At the second level a colleague of the disputes role "
        "proposes; assign the dispute to one."
    )
