"""Agree that a contribution ends earlier."""

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.contributions.lifecycle import State, locked, move
from agreements.contributions.propose_end import require_earlier
from agreements.contributions.tell import tell_other_side
from agreements.models import Contribution
from agreements.sides import other
from agreements.who_decides import side_of
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.notices.put_event import put_event
from portal.refused import Refused


@transaction.atomic
def accept_end(*, by: User, contribution: Contribution, version: int) -> Contribution:
    """From the proposed day on settlements no longer take it in.

    Those who decide for the side that did not propose it. Raises Refused: `no_end_proposed`,
    `not_your_turn`, `already_settled`, `stale`.
    """
    party = side_of(by, contribution.partner, deciding=True)
    row = locked(contribution)
    if row.ending_date is None:
        raise Refused("no_end_proposed", _("No earlier end is proposed. Load the page again."))
    if party != other(row.ending_party):
        raise Refused("not_your_turn", _("Your side proposed this end. The other side answers."))
    ending = row.ending_date
    require_earlier(row, ending)
    row = move(
        row=row,
        version=version,
        to_state=State.ACCEPTED,
        party=party,
        by=by,
        to_date=ending,
        ending_date=None,
        ending_party="",
    )
    tell_other_side(kind="contribution_ended", contribution=row, party=party, by=by)
    put_event(event="contribution.ended", args=[row.agreement_id], partner=row.partner)
    record_event(
        event="contribution.ended",
        subject=f"{row.agreement.number} {row.code}",
        actor=by,
        partner=row.partner,
        details={"party": party, "to": ending.isoformat()},
    )
    return row
