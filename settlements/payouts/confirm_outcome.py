"""The second person's word on what the bank did with a payout."""

from django.db import transaction

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.refused import Refused
from settlements.payouts.models import PayoutOutcome
from settlements.payouts.outcomes import locked_payout, settle_outcome
from settlements.payouts.second_word import ROLES, require_open, why_own_word


@transaction.atomic
def confirm_outcome(*, outcome: PayoutOutcome, by: User) -> PayoutOutcome:
    """Now it is paid, or returned: unpaid again. The partner is told.

    Staff of the finance or approver role, never who said it, nor their deputy. Raises Refused: `own_work`,
    `decided`, `wrong_state`.
    """
    require_staff(by, *ROLES)
    if why := why_own_word(outcome, by):
        raise Refused("own_work", why)
    payout = locked_payout(outcome.payout)
    row = PayoutOutcome.objects.select_for_update(of=("self",)).select_related("told_by").get(pk=outcome.pk)
    require_open(row)
    settle_outcome(payout, row, by=by)
    return row
