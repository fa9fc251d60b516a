"""Confirm what was decided outside: it ends the dispute as an accepted outcome does."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.access import acting_ids, require_staff
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.notices.put_event import put_event
from settlements.balances.lock_books import lock_books
from settlements.disputes.carry_out import carry_out
from settlements.disputes.lifecycle import move
from settlements.disputes.models import Dispute, Side
from settlements.disputes.sides import STAFF
from settlements.disputes.tell import tell_other_side


@transaction.atomic
def confirm_decision(*, by: User, dispute: Dispute, version: int) -> Dispute:
    """Staff of the disputes role, never who entered it nor their deputy: PermissionDenied.

    Raises Refused: `wrong_state`, `stale`.
    """
    require_staff(by, *STAFF)
    if why := why_own_decision(dispute, by):
        raise PermissionDenied(why)
    lock_books(partner=dispute.partner)
    row = move(
        dispute=dispute,
        version=version,
        only_from=Dispute.State.DECIDED,
        to_state=Dispute.State.RESOLVED,
        by=by,
        reason="",
    )
    outcome = carry_out(dispute=row, by=by)
    tell_other_side(kind="decision_confirmed", thread=row, side=Side.LICENSOR, by=by, signing=True)
    put_event(event="outcome.accepted", args=[row.agreement_id], partner=row.partner)
    record_event(
        event="decision.confirmed",
        subject=row.number,
        actor=by,
        partner=row.partner,
        details=outcome.as_carried_out(row.currency),
    )
    return row


def why_own_decision(dispute: Dispute, user: User) -> str:
    """Why this person is no second one; empty: is."""
    if dispute.proposed_by_id not in acting_ids(user, *STAFF):
        return ""
    return _("You entered it, or stand in for who did. A second person confirms it.")
