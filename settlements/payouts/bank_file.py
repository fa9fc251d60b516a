"""The file that tells the bank to pay a batch: ISO 20022, pain.001.001.09."""

import hashlib
from collections import defaultdict

from portal.accounts.access import licensor
from settlements.bank_files.credit_transfers import CreditTransfer, PaymentBatch, PaymentGroup, write
from settlements.payouts.models import Payout, PayoutBatch

NAME = "{number}.xml"


def bank_file_of(batch: PayoutBatch, payouts: list[Payout]) -> bytes:
    """Always the same bytes for the same payouts. Holds account numbers: for the bank only, never kept.

    Raises ValueError where an amount or a name cannot be said to a bank.
    """
    transfers: dict[str, list[CreditTransfer]] = defaultdict(list)
    debtors = {}
    for payout in sorted(payouts, key=lambda payout: payout.number):
        debtors[payout.currency] = payout.from_account.details()
        transfers[payout.currency].append(
            CreditTransfer(
                end_to_end_id=payout.number,
                amount=payout.amount,
                currency=payout.currency,
                creditor=payout.account.details(),
                remittance_text=_told(payout),
            )
        )
    groups = [PaymentGroup(code, debtors[code], tuple(transfers[code])) for code in sorted(transfers)]
    return write(
        PaymentBatch(
            message_id=batch.number,
            created_at=batch.prepared_at,
            execution_date=batch.pay_date,
            initiating_party=licensor().legal_name,
            groups=tuple(groups),
        )
    )


def bank_file_sha256(batch: PayoutBatch, payouts: list[Payout]) -> str:
    """Hex; of no payouts at all: empty."""
    return hashlib.sha256(bank_file_of(batch, payouts)).hexdigest() if payouts else ""


def _told(payout: Payout) -> str:
    """What the partner reads on its own statement of account: the same in every language."""
    numbers = payout.items.order_by("statement__number").values_list("statement__number", flat=True)
    return f"{payout.number} {' '.join(numbers)}"
