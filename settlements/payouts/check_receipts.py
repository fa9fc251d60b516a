"""What always holds between remittance requests and what arrived for them."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from settlements.balances.verify_books import Discrepancy, row
from settlements.engine.exact import plain
from settlements.payouts.models import Remittance, RemittanceReceipt
from settlements.payouts.sums import total_of

CONFIRMED = RemittanceReceipt.State.CONFIRMED


def check_receipts() -> Iterator[Discrepancy]:
    """A request's receipts sum to what it received; no surplus is used twice, or for somebody else."""
    posted: dict[int, list[Decimal]] = defaultdict(list)
    uses: dict[int, list[RemittanceReceipt]] = defaultdict(list)
    receipts = RemittanceReceipt.objects.exclude(state="dropped").select_related("remittance")
    for receipt in receipts.order_by("pk"):
        if receipt.state == CONFIRMED:
            posted[receipt.remittance_id].append(receipt.posted)
        if receipt.surplus_of_id:
            uses[receipt.surplus_of_id].append(receipt)
    # Before there were receipts, a request was received at once and has none.
    for remittance in Remittance.objects.filter(pk__in=posted).order_by("pk"):
        found, total = total_of(posted[remittance.pk]), remittance.received_amount or Decimal(0)
        if found != total:
            sentence = f"{remittance}: its receipts sum to {plain(found)}, not to {plain(total)}"
            yield Discrepancy("receipts", row("remittance", remittance.pk), sentence)
    for surplus in receipts.filter(pk__in=uses).order_by("pk"):
        yield from _uses(surplus, uses[surplus.pk])


def _uses(surplus: RemittanceReceipt, uses: list[RemittanceReceipt]) -> Iterator[Discrepancy]:
    where = row("remittancereceipt", surplus.pk)
    used = total_of(use.amount for use in uses)
    if used > surplus.surplus:
        left = plain(surplus.surplus)
        sentence = f"{surplus}: {plain(used)} is used or sent back, but only {left} was left"
        yield Discrepancy("receipts", where, sentence)
    ours = (surplus.partner_id, surplus.remittance.currency)
    for use in uses:
        if (use.partner_id, use.remittance.currency) != ours:
            sentence = f"{surplus}: used for {use.remittance}, of another partner or currency"
            yield Discrepancy("receipts", where, sentence)
