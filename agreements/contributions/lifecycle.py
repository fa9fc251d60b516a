"""What a contribution may become, and the one way it becomes it."""

from typing import Any

from django.utils.translation import gettext as _

from agreements.lock_draft import lock_agreement
from agreements.models import Contribution, ContributionChange
from portal.accounts.models import User
from portal.lifecycle import Lifecycle, RefusedMove
from portal.refused import Refused

State = Contribution.State

CONTRIBUTION = Lifecycle(
    transitions={
        State.DRAFT: {State.FILED, State.WITHDRAWN},
        State.FILED: {State.COUNTERED, State.ACCEPTED, State.REFUSED, State.WITHDRAWN},
        State.COUNTERED: {State.COUNTERED, State.ACCEPTED, State.REFUSED, State.WITHDRAWN},
        # An earlier end, agreed by both, leaves it accepted.
        State.ACCEPTED: {State.ACCEPTED},
        State.REFUSED: set(),
        State.WITHDRAWN: set(),
    }
)
LIVE = frozenset({State.FILED, State.COUNTERED})
LONGEST_REASON = 2000


def locked(contribution: Contribution) -> Contribution:
    """The row as it is now; its agreement is locked, as for every change of what a settlement reads."""
    agreement = lock_agreement(contribution.agreement)
    row = Contribution.objects.select_related("application", "model", "market").get(pk=contribution.pk)
    row.agreement, row.partner = agreement, agreement.partner
    return row


def move(
    *, row: Contribution, version: int, to_state: str, party: str, by: User, reason: str = "", **columns: Any
) -> Contribution:
    """The contribution as moved, with a row that says who, why, and what is offered now.

    `version` is the one the person looked at; one conditional write decides between two who act at once.
    Raises Refused: `wrong_state`, `stale`.
    """
    before = row.state
    try:
        CONTRIBUTION.check(before, to_state)
    except RefusedMove:
        sentence = _("Contribution %(code)s is “%(state)s”, which does not allow this. Load the page again.")
        names = {"code": row.code, "state": row.get_state_display()}
        raise Refused("wrong_state", sentence % names) from None
    won = Contribution.objects.filter(pk=row.pk, state=before, version=version).update(
        state=to_state, version=version + 1, **columns
    )
    if not won:
        sentence = _("Contribution %(code)s changed since you looked at it. Load the page again.")
        raise Refused("stale", sentence % {"code": row.code})
    agreement = row.agreement
    row.refresh_from_db()
    row.agreement, row.partner = agreement, agreement.partner
    ContributionChange.objects.create(
        contribution=row,
        partner=row.partner,
        from_state=before,
        to_state=to_state,
        party=party,
        by=by,
        reason=reason,
        from_date=row.from_date,
        to_date=row.to_date,
        points=row.points,
        amount=row.amount,
        ending_date=row.ending_date,
        application=row.application,
        model=row.model,
        market=row.market,
    )
    return row


def require_reason(text: str, sentence: str) -> str:
    """The reason without the blanks around it. Raises Refused: `no_reason` with the sentence, `too_long`."""
    text = text.strip()
    if not text:
        raise Refused("no_reason", sentence)
    if len(text) > LONGEST_REASON:
        sentence = _("A reason has at most %(number)s characters. Attach the rest as evidence.")
        raise Refused("too_long", sentence % {"number": LONGEST_REASON})
    return text
