"""Every payout's breakdown comes to its amount, to the cent."""

from collections.abc import Iterator

from settlements.balances.verify_books import Discrepancy, row
from settlements.payouts.breakdown_of import breakdown_faults, breakdown_of
from settlements.payouts.models import Payout

CHUNK = 500


def check_breakdowns() -> Iterator[Discrepancy]:
    """Lines, ladder, what went elsewhere and the rest sum to each item, and the items to the payout."""
    for payout in Payout.objects.order_by("pk").iterator(CHUNK):
        for sentence in breakdown_faults(breakdown_of(payout)):
            yield Discrepancy("breakdowns", row("payout", payout.pk), sentence)
