"""No surplus is used twice, or for somebody else."""

from collections.abc import Iterator
from decimal import Decimal

from settlements.balances.verify_books import Discrepancy, row
from settlements.engine.exact import plain
from settlements.payouts.models import RemittanceReceipt
from settlements.payouts.sums import total_of
from settlements.payouts.surplus.models import SurplusUse


def check_surplus() -> Iterator[Discrepancy]:
    """Uses and what was sent back come to at most the surplus; a use is a receipt of the same amount."""
    people = ("remittance", "paid_as", "receipt__remittance")
    uses = SurplusUse.objects.exclude(state=SurplusUse.State.DROPPED).select_related(*people)
    sums: dict[RemittanceReceipt, list[Decimal]] = {}
    for use in uses.order_by("pk"):
        sums.setdefault(use.receipt, []).append(use.amount)
        yield from (Discrepancy("surplus", row("surplususe", use.pk), told) for told in _faults(use))
    for receipt, amounts in sums.items():
        if (used := total_of(amounts)) > receipt.surplus:
            left = plain(receipt.surplus)
            sentence = f"{receipt}: {plain(used)} is used or sent back, but only {left} was too much"
            yield Discrepancy("surplus", row("remittancereceipt", receipt.pk), sentence)


def _faults(use: SurplusUse) -> Iterator[str]:
    paid, onto, made = use.receipt.remittance, use.remittance, use.paid_as
    if onto and (onto.partner_id, onto.currency) != (paid.partner_id, paid.currency):
        yield f"{use}: used for a request of another partner or currency"
    if onto and use.state == SurplusUse.State.CONFIRMED:
        is_its = made and (made.remittance_id, made.amount) == (onto.pk, use.amount)
        if not is_its:
            yield f"{use}: {onto} did not receive it"
