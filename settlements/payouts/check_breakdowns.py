"""Every payout is the sum of what it settles, down to the lines."""

from collections.abc import Iterator

from settlements.balances.verify_books import Discrepancy, row
from settlements.payouts.breakdown_of import breakdown_of
from settlements.payouts.models import Payout

CHUNK = 500


def check_breakdowns() -> Iterator[Discrepancy]:
    """Lines and steps of each statement, less what was held or settled elsewhere, come to what it pays."""
    for payout in Payout.objects.order_by("pk").iterator(CHUNK):
        for sentence in breakdown_of(payout).faults:
            yield Discrepancy("breakdowns", row("payout", payout.pk), sentence)
