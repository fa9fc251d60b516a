"""From which amount on two people approve a batch."""

from collections.abc import Iterable
from decimal import Decimal

from settlements.payouts.models import Payout, TwoApproversFrom
from settlements.payouts.sums import total_of


def approvals_needed(payouts: Iterable[Payout]) -> int:
    """Two where what is paid in any one currency reaches its limit; else one."""
    by_currency: dict[str, list[Decimal]] = {}
    for payout in payouts:
        by_currency.setdefault(payout.currency, []).append(payout.amount)
    limits = dict(TwoApproversFrom.objects.filter(currency__in=by_currency).values_list("currency", "amount"))
    return 2 if any(total_of(by_currency[code]) >= limit for code, limit in limits.items()) else 1
