"""Leave a contribution its end: decline the earlier one, or take the proposal back."""

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.contributions.lifecycle import State, locked, move
from agreements.contributions.tell import tell_other_side
from agreements.models import Contribution
from agreements.who_decides import side_of
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused


@transaction.atomic
def drop_end(*, by: User, contribution: Contribution, version: int) -> Contribution:
    """It goes on as accepted.

    Those who decide, of either side. Raises Refused: `no_end_proposed`, `stale`.
    """
    party = side_of(by, contribution.partner, deciding=True)
    row = locked(contribution)
    if row.ending_date is None:
        raise Refused("no_end_proposed", _("No earlier end is proposed. Load the page again."))
    row = move(
        row=row,
        version=version,
        to_state=State.ACCEPTED,
        party=party,
        by=by,
        ending_date=None,
        ending_party="",
    )
    tell_other_side(kind="contribution_end_dropped", contribution=row, party=party, by=by)
    record_event(
        event="contribution.end_dropped",
        subject=f"{row.agreement.number} {row.code}",
        actor=by,
        partner=row.partner,
        details={"party": party},
    )
    return row
