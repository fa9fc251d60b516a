"""Take a contribution back before it is accepted."""

from django.db import transaction

from agreements.contributions.edit_contribution import require_own
from agreements.contributions.lifecycle import State, locked, move
from agreements.contributions.tell import tell_other_side
from agreements.models import Contribution
from agreements.who_decides import side_of
from portal.accounts.models import User
from portal.audit.record_event import record_event


@transaction.atomic
def withdraw_contribution(
    *, by: User, contribution: Contribution, version: int, reason: str = ""
) -> Contribution:
    """It never counts. A draft is withdrawn unseen; of one that was filed the other side is told.

    The partner's administrator, or staff of the contracts role, of its own side. Raises Refused:
    `not_yours`, `wrong_state`, `stale`.
    """
    party = side_of(by, contribution.partner)
    row = locked(contribution)
    require_own(row, party)
    row = move(
        row=row, version=version, to_state=State.WITHDRAWN, party=party, by=by, reason=reason.strip()[:2000]
    )
    if row.filed_at is not None:
        tell_other_side(kind="contribution_withdrawn", contribution=row, party=party, by=by)
    record_event(
        event="contribution.withdrawn",
        subject=f"{row.agreement.number} {row.code}",
        actor=by,
        partner=row.partner,
        details={"party": party},
    )
    return row
