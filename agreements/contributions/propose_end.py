"""Propose that an accepted contribution ends earlier."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.contributions.lifecycle import State, locked, move, require_reason
from agreements.contributions.offer import require_unsettled
from agreements.contributions.tell import tell_other_side
from agreements.models import Contribution
from agreements.who_decides import side_of
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused


@transaction.atomic
def propose_end(
    *, by: User, contribution: Contribution, version: int, ending_date: date, reason: str
) -> Contribution:
    """It would no longer count from `ending_date` on; the other side agrees or declines.

    The partner's administrator, or staff of the contracts role, of either side. Raises Refused: `no_reason`,
    `too_long`, `not_accepted`, `proposed_already`, `not_earlier`, `already_settled`, `stale`.
    """
    party = side_of(by, contribution.partner)
    reason = require_reason(reason, _("Say why it should end; the other side reads it."))
    row = locked(contribution)
    if row.state != State.ACCEPTED:
        raise Refused("not_accepted", _("Only an accepted contribution can be ended."))
    if row.ending_date is not None:
        raise Refused("proposed_already", _("An earlier end is proposed already. Answer that one first."))
    require_earlier(row, ending_date)
    row = move(
        row=row,
        version=version,
        to_state=State.ACCEPTED,
        party=party,
        by=by,
        reason=reason,
        ending_date=ending_date,
        ending_party=party,
    )
    tell_other_side(kind="contribution_end_proposed", contribution=row, party=party, by=by)
    record_event(
        event="contribution.end_proposed",
        subject=f"{row.agreement.number} {row.code}",
        actor=by,
        partner=row.partner,
        details={"party": party, "ending": ending_date.isoformat()},
    )
    return row


def require_earlier(row: Contribution, day: date) -> None:
    """Raises Refused: `not_earlier`, `already_settled`."""
    if day <= row.from_date or (row.to_date is not None and day >= row.to_date):
        raise Refused("not_earlier", _("Choose a day after its first one and before its present end."))
    require_unsettled(row.agreement, day)
