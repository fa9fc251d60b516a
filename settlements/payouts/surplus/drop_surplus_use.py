"""Take back what somebody said becomes of a surplus, or do not confirm it."""

from django.db import transaction
from django.utils import timezone

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.audit.record_event import record_event
from settlements.payouts.receipts import locked_remittance
from settlements.payouts.second_word import ROLES, require_open
from settlements.payouts.surplus.models import SurplusUse
from settlements.payouts.surplus.told_use import what_of


@transaction.atomic
def drop_surplus_use(*, use: SurplusUse, by: User) -> SurplusUse:
    """It is left again. Staff of the finance or approver role. Raises Refused: `decided`."""
    require_staff(by, *ROLES)
    locked_remittance(use.receipt.remittance)
    row = SurplusUse.objects.select_for_update(of=("self",)).get(pk=use.pk)
    require_open(row)
    row.state, row.decided_by, row.decided_at = row.State.DROPPED, by, timezone.now()
    row.save()
    record_event(event="remittance.surplus_dropped", actor=by, **what_of(row))
    return row
