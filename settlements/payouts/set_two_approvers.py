"""Say from which amount on two people approve what is paid."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.refused import Refused
from settlements.engine.exact import plain
from settlements.payouts.models import TwoApproversFrom


@transaction.atomic
def set_two_approvers(*, currency: str, amount: str | None, by: User) -> None:
    """For batches prepared from now on; without an amount one approver is enough. Safe to run twice.

    `amount` is plain text (`12.50`). Staff of the administrator role, who neither prepares nor approves.
    Raises Refused: `bad_amount`.
    """
    require_staff(by, StaffRole.ADMINISTRATOR)
    limit = None if amount is None else Decimal(amount)
    if limit is not None and (limit <= 0 or limit != round(limit, 4) or limit >= 10**30):
        raise Refused(
            "bad_amount",
            _("Give an amount above zero with at most 4 decimals, or leave it empty for one approver."),
        )
    rows = TwoApproversFrom.objects.select_for_update().filter(currency=currency)
    before = rows.first()
    if limit is None:
        rows.delete()
    else:
        TwoApproversFrom.objects.update_or_create(currency=currency, defaults={"amount": limit})
    record_event(
        event="two_approvers.set",
        subject=currency,
        actor=by,
        details={
            "before": plain(before.amount) if before else None,
            "after": None if limit is None else plain(limit),
        },
    )
