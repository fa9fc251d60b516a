"""The file that tells the bank to pay a batch: ISO 20022, pain.001.001.09."""

import hashlib
from collections import defaultdict

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.access import licensor
from settlements.bank_accounts.models import BankAccount
from settlements.bank_files.credit_transfers import write_credit_transfers
from settlements.bank_files.payment_batch import CreditTransfer, PaymentBatch, PaymentGroup, PaymentRefused
from settlements.payouts.dates import today
from settlements.payouts.models import Payout, PayoutBatch
from settlements.payouts.positions import Position

NAME = "{number}.xml"


def bank_file_of(batch: PayoutBatch, payouts: list[Payout]) -> bytes:
    """Always the same bytes for the same payouts. Holds account numbers: for the bank only, never kept.

    Raises PaymentRefused, a ValueError: `why_no_file` tells beforehand.
    """
    transfers: dict[str, list[CreditTransfer]] = defaultdict(list)
    debtors: dict[str, BankAccount] = {}
    for payout in sorted(payouts, key=lambda payout: payout.number):
        debtors[payout.currency] = payout.from_account
        numbers = payout.items.order_by("statement__number").values_list("statement__number", flat=True)
        transfers[payout.currency].append(
            CreditTransfer(
                end_to_end_id=payout.number,
                amount=payout.amount,
                currency=payout.currency,
                creditor=payout.account.details(),
                remittance_text=f"{payout.number} {' '.join(numbers)}",
            )
        )
    groups = (
        PaymentGroup(code, debtors[code].details(), tuple(transfers[code])) for code in sorted(transfers)
    )
    return write_credit_transfers(
        PaymentBatch(batch.number, batch.prepared_at, batch.pay_date, licensor().legal_name, tuple(groups))
    )


def bank_file_sha256(batch: PayoutBatch, payouts: list[Payout]) -> str:
    """Hex; of no payouts at all: empty."""
    return hashlib.sha256(bank_file_of(batch, payouts)).hexdigest() if payouts else ""


def why_no_file(position: Position, account: BankAccount, ours: BankAccount) -> str:
    """The sentence where a bank would send the payment of a position back; else empty."""
    code = position.currency
    transfer = CreditTransfer("PAY-0", position.amount, code, account.details(), "")
    group = PaymentGroup(code, ours.details(), (transfer,))
    try:
        write_credit_transfers(
            PaymentBatch("BAT-0", timezone.now(), today(), licensor().legal_name, (group,))
        )
    except PaymentRefused as refused:
        if refused.code.startswith("amount"):
            return _("A bank file cannot hold its amount: more decimals, or more digits, than a bank takes.")
        whose = (
            _("The partner's account") if refused.reference == transfer.end_to_end_id else _("Our account")
        )
        sentence = _("%(whose)s for %(currency)s lacks what the bank asks for (%(code)s): enter it anew.")
        return sentence % {"whose": whose, "currency": code, "code": refused.code}
    return ""
