"""What the page of a batch shows."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from portal.accounts.models import User
from settlements.payouts.acts import batch_acts
from settlements.payouts.bank_file import NAME
from settlements.payouts.changed import batch_changed
from settlements.payouts.models import Payout, PayoutBatch
from settlements.payouts.of_batch import payouts_in
from settlements.payouts.sums import total_of
from settlements.payouts.tables import BATCH_KINDS, PAYOUT_KINDS
from settlements.payouts.timeline import batch_timeline


@dataclass(frozen=True, slots=True)
class Group:
    """What is paid in one currency."""

    currency: str
    total: Decimal
    payouts: list[tuple[Payout, str]]
    """Each with the kind of its badge."""


def batch_page(batch: PayoutBatch, reader: User) -> dict[str, Any]:
    payouts = payouts_in(batch)
    waiting = batch.state in (batch.State.PREPARED, batch.State.APPROVED)
    given = [each for each in batch.approvals.select_related("by") if each.fingerprint == batch.fingerprint]
    return {
        "batch": batch,
        "state_kind": BATCH_KINDS[batch.state],
        "groups": _groups(payouts),
        "taken_out": batch.payouts.filter(state=Payout.State.CANCELLED).select_related("partner"),
        "changed": batch_changed(batch, payouts) if waiting else [],
        "approvals": given,
        "missing": batch.approvals_needed - len(given),
        "timeline": batch_timeline(batch, given),
        "file_name": NAME.format(number=batch.number),
        "acts": batch_acts(batch, reader),
    }


def _groups(payouts: list[Payout]) -> list[Group]:
    by_currency: dict[str, list[Payout]] = {}
    for payout in payouts:
        by_currency.setdefault(payout.currency, []).append(payout)
    return [
        Group(
            code,
            total_of(each.amount for each in by_currency[code]),
            [(each, PAYOUT_KINDS[each.state]) for each in by_currency[code]],
        )
        for code in sorted(by_currency)
    ]
