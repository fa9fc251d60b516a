"""What a change of an agreement's end may become, and the one way it becomes it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from agreements.lock_draft import lock_agreement
from agreements.models import Agreement, TermChange
from portal.lifecycle import Lifecycle, RefusedMove

State = TermChange.State

TERM_CHANGE = Lifecycle(
    transitions={
        State.PROPOSED: {State.APPROVED, State.DONE, State.SET_ASIDE},
        State.APPROVED: {State.DONE, State.SET_ASIDE},
        State.DONE: set(),
        State.SET_ASIDE: set(),
    }
)
RUNNING = TERM_CHANGE.states - TERM_CHANGE.final_states


def lock_change(change: TermChange) -> TermChange:
    """The row as it is now, locked with its agreement."""
    agreement = lock_agreement(change.agreement)
    row = get_object_or_404(TermChange.objects.select_for_update(of=("self",)), pk=change.pk)
    row.agreement, row.partner = agreement, agreement.partner
    return row


def move_change(change: TermChange, to_state: str, **columns: Any) -> TermChange:
    """One conditional write decides between two who act at once. Raises ValidationError: `wrong_state`."""
    message = _("This change is “%(state)s”, which does not allow this. Load the page again.")
    refusal = ValidationError(message, "wrong_state", {"state": change.get_state_display()})
    try:
        TERM_CHANGE.check(change.state, to_state)
    except RefusedMove:
        raise refusal from None
    rows = TermChange.objects.filter(pk=change.pk, state=change.state)
    if not rows.update(state=to_state, **columns):
        raise refusal
    change.refresh_from_db()
    return change


def require_none_running(agreement: Agreement) -> None:
    """One change of the end at a time. Raises ValidationError."""
    if agreement.term_changes.filter(state__in=RUNNING).exists():
        message = _("Another change of the end is proposed. Agree on that one, or set it aside first.")
        raise ValidationError(message, "running")
