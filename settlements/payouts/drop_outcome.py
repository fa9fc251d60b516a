"""Take back what was said of a payout, or not confirm it."""

from django.db import transaction
from django.utils import timezone

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.audit.record_event import record_event
from settlements.payouts.models import PayoutOutcome
from settlements.payouts.outcomes import locked_payout
from settlements.payouts.second_word import ROLES, require_open


@transaction.atomic
def drop_outcome(*, outcome: PayoutOutcome, by: User) -> PayoutOutcome:
    """The payout stays as it is. Staff of the finance or approver role. Raises Refused: `decided`."""
    require_staff(by, *ROLES)
    payout = locked_payout(outcome.payout)
    row = PayoutOutcome.objects.select_for_update(of=("self",)).get(pk=outcome.pk)
    require_open(row)
    row.state, row.decided_by, row.decided_at = row.State.DROPPED, by, timezone.now()
    row.save()
    record_event(
        event="payout.outcome_dropped",
        subject=payout.number,
        actor=by,
        partner=payout.partner,
        details={"outcome": row.kind, "reference": row.bank_reference},
    )
    return row
