"""The payouts of a batch, and its locks."""

from settlements.balances.lock_books import lock_books
from settlements.payouts.models import Payout, PayoutBatch


def payouts_in(batch: PayoutBatch) -> list[Payout]:
    """Those not taken out, by number."""
    rows = batch.payouts.exclude(state=Payout.State.CANCELLED)
    return list(rows.select_related("partner", "account", "from_account").order_by("number"))


def locked(batch: PayoutBatch) -> PayoutBatch:
    """The batch's row, read again under the locks of all its partners' books and its own."""
    partners = {payout.partner_id: payout.partner for payout in batch.payouts.select_related("partner")}
    for _pk, partner in sorted(partners.items()):
        lock_books(partner=partner)
    return PayoutBatch.objects.select_for_update(of=("self",)).select_related("prepared_by").get(pk=batch.pk)
