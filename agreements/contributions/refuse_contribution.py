"""Say no to a contribution of the other side."""

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.contributions.lifecycle import State, locked, move, require_reason
from agreements.contributions.tell import tell_other_side
from agreements.models import Contribution
from agreements.who_decides import side_of
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused


@transaction.atomic
def refuse_contribution(*, by: User, contribution: Contribution, version: int, reason: str) -> Contribution:
    """It never counts; the row and its offers stay, so that a dispute can name it.

    Those who decide for the side that did not make it. Raises Refused: `own`, `no_reason`, `too_long`,
    `wrong_state`, `stale`.
    """
    party = side_of(by, contribution.partner, deciding=True)
    reason = require_reason(reason, _("Say why it is refused; the other side reads it."))
    row = locked(contribution)
    if row.party == party:
        raise Refused("own", _("Your own side's contribution is withdrawn, not refused."))
    row = move(row=row, version=version, to_state=State.REFUSED, party=party, by=by, reason=reason)
    tell_other_side(kind="contribution_refused", contribution=row, party=party, by=by)
    record_event(
        event="contribution.refused",
        subject=f"{row.agreement.number} {row.code}",
        actor=by,
        partner=row.partner,
        details={"party": party},
    )
    return row
