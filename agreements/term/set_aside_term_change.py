"""Let the end of an agreement stay as it is."""

from django.db import transaction

from agreements.models import TermChange
from agreements.negotiation.move_version import require_reason
from agreements.negotiation.sides import STAFF_COMMENTS, side_of, tell_of_term
from agreements.sides import LICENSOR, other
from agreements.term.lifecycle import lock_change, move_change
from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.audit.record_event import record_event


@transaction.atomic
def set_aside_term_change(*, change: TermChange, by: User, reason: str) -> TermChange:
    """By either side; a notice the licensor has not given yet is the licensor's own.

    Http404 for outsiders, PermissionDenied without the role; ValidationError where it is over or no reason
    is given.
    """
    secret = is_secret(change)
    if secret:
        require_staff(by)
    party = side_of(by, change.agreement.partner)
    reason = require_reason(reason)
    change = lock_change(change)
    change = move_change(change, TermChange.State.SET_ASIDE, set_aside_by=by, set_aside_reason=reason)
    to = LICENSOR if secret else other(party)
    tell_of_term(kind="term_change_set_aside", change=change, to=to, by=by, staff=STAFF_COMMENTS)
    record_event(
        event="term_change.set_aside",
        subject=change.agreement.number,
        actor=by,
        partner=change.partner,
        details={"kind": change.kind, "reason": reason},
    )
    return change


def is_secret(change: TermChange) -> bool:
    """A notice that the licensor prepares or dropped: the partner hears of it once it is given."""
    ending = change.kind == TermChange.Kind.TERMINATION and change.party == LICENSOR
    return ending and change.state != TermChange.State.DONE
