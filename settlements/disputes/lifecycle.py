"""What a dispute may become, and the one way it becomes it."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.lifecycle import Lifecycle, RefusedMove
from portal.refused import Refused
from settlements.disputes.models import Dispute, DisputeChange
from settlements.disputes.wind_clock import wind_clock

State = Dispute.State

DISPUTE = Lifecycle(
    transitions={
        State.OPEN: {State.REVIEW, State.ASKED, State.PROPOSED, State.ESCALATED, State.WITHDRAWN},
        State.REVIEW: {State.ASKED, State.PROPOSED, State.ESCALATED, State.WITHDRAWN},
        State.ASKED: {State.REVIEW, State.PROPOSED, State.ESCALATED, State.WITHDRAWN, State.EXPIRED},
        State.PROPOSED: {
            *(State.PROPOSED, State.RESOLVED, State.REFUSED, State.ESCALATED, State.DECIDED),
            State.WITHDRAWN,
        },
        State.REFUSED: {State.PROPOSED, State.ESCALATED, State.DECIDED, State.WITHDRAWN},
        State.ESCALATED: {
            *(State.ASKED, State.PROPOSED, State.ESCALATED, State.DECIDED),
            State.WITHDRAWN,
        },
        State.DECIDED: {State.RESOLVED, State.ESCALATED},
        State.RESOLVED: set(),
        State.WITHDRAWN: set(),
        State.EXPIRED: set(),
    }
)
LIVE = DISPUTE.states - DISPUTE.final_states


def move(
    *,
    dispute: Dispute,
    version: int,
    to_state: str,
    by: User | None,
    reason: str,
    only_from: str = "",
    on_date: date | None = None,
    **columns,
) -> Dispute:
    """The dispute as moved, its clock wound, with a row that says who, when and why.

    `version` is the one the person looked at; one conditional write decides between two who act at once.
    `only_from`: the state before, where others may become `to_state` too, but by another act. `by` is None
    where the clock moves it. Raises Refused: `wrong_state`, `stale`.
    """
    row = Dispute.objects.select_related("partner", "agreement", "statement__period").get(pk=dispute.pk)
    before = row.state
    if only_from and before != only_from:
        raise wrong_state(row)
    try:
        DISPUTE.check(before, to_state)
    except RefusedMove:
        raise wrong_state(row) from None
    won = Dispute.objects.filter(pk=row.pk, state=before, version=version).update(
        state=to_state, version=version + 1, ended_at=_end_of(to_state), **columns
    )
    if not won:
        sentence = _("Dispute %(dispute)s changed since you looked at it. Load the page again.")
        raise Refused("stale", sentence % {"dispute": row.number})
    row.refresh_from_db()
    DisputeChange.objects.create(
        dispute=row,
        partner=row.partner,
        from_state=before,
        to_state=to_state,
        level=row.level,
        by=by,
        reason=reason,
        on_date=on_date,
    )
    wind_clock(dispute=row)
    return row


def wrong_state(dispute: Dispute) -> Refused:
    sentence = _("Dispute %(dispute)s is “%(state)s”, which does not allow this. Load the page again.")
    names = {"dispute": dispute.number, "state": dispute.get_state_display()}
    return Refused("wrong_state", sentence % names)


def require_reason(text: str, sentence: str) -> str:
    """The reason without the blanks around it. Raises Refused (`no_reason`) with the sentence."""
    if not text.strip():
        raise Refused("no_reason", sentence)
    return text.strip()


def _end_of(state: str) -> datetime | None:
    return timezone.now() if state in DISPUTE.final_states else None
