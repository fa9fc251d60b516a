"""The second person's word on what the bank did with a payout."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.access import acting_ids, require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.refused import Refused
from settlements.payouts.models import PayoutOutcome
from settlements.payouts.outcomes import locked_payout, settle_outcome

ROLES = (StaffRole.FINANCE, StaffRole.APPROVER)


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


def why_own_word(outcome: PayoutOutcome, user: User) -> str:
    """The sentence where the person, or whom they stand in for, said it; else empty."""
    if any(outcome.told_by_id in acting_ids(user, role) for role in ROLES):
        return _("You said this, so somebody else has to confirm it.")
    return ""


def require_open(outcome: PayoutOutcome) -> None:
    """Raises Refused (`decided`) where somebody confirmed or dropped it already."""
    if outcome.state != PayoutOutcome.State.TOLD:
        sentence = _("%(name)s decided this already. Load the page again.")
        raise Refused("decided", sentence % {"name": outcome.decided_by})
