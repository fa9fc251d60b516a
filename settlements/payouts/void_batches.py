"""An account changed: nothing goes to the old one, and nothing to the new one that nobody approved."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.accounts.access import staff_with_role
from portal.accounts.roles import StaffRole
from portal.notices.notify import notify
from settlements.payouts.cancel_batch import end_batch
from settlements.payouts.cancel_payout import take_out
from settlements.payouts.changed import account_changed
from settlements.payouts.models import Payout, PayoutBatch
from settlements.payouts.of_batch import locked, payouts_in

WAITING = (PayoutBatch.State.PREPARED, PayoutBatch.State.APPROVED)


def void_batches(*, partner_id: int | None, currency: str) -> list[str]:
    """Numbers of the batches concerned. What nobody approved yet loses the payout; an approved one ends.

    Asked for by the outbox after the account of a partner (none: the licensor's) for a currency changed;
    again finds nothing more to do.
    """
    payouts = Payout.objects.filter(batch__state__in=WAITING, currency=currency)
    if partner_id is not None:
        payouts = payouts.filter(partner=partner_id)
    batches = payouts.order_by("batch").values_list("batch", flat=True).distinct()
    return [found for pk in batches if (found := _void(pk))]


@transaction.atomic
def _void(batch_id: int) -> str:
    batch = locked(PayoutBatch.objects.get(pk=batch_id))
    if batch.state not in WAITING:
        return ""
    changed = [payout for payout in payouts_in(batch) if account_changed(payout)]
    if not changed:
        return ""
    # The reason is kept in the portal's own language, as every reason people write is in theirs.
    with override("en"):
        reason = _("A bank account changed after it was prepared.")
    if batch.state == PayoutBatch.State.APPROVED:
        end_batch(batch, by=None, reason=reason)
    else:
        for payout in changed:
            take_out(payout, by=None, reason=reason)
    notify(
        people=staff_with_role(StaffRole.FINANCE),
        kind="batch_voided",
        context={"batch": batch, "payouts": changed},
        link="/staff/payouts/",
    )
    return batch.number
