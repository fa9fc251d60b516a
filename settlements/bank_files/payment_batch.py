"""What one bank file is to pay, before it is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from portal.money.amount import Amount
from settlements.bank_files.parties import Party
from settlements.bank_files.sums import exact_sum


@dataclass(frozen=True, slots=True)
class CreditTransfer:
    end_to_end_id: str
    """Our own number of the payment, which the statement of the bank hands back."""
    amount: Decimal
    currency: str
    creditor: Party
    remittance_text: str


@dataclass(frozen=True, slots=True)
class PaymentGroup:
    """What is paid in one currency, from one account."""

    currency: str
    debtor: Party
    transfers: tuple[CreditTransfer, ...]


@dataclass(frozen=True, slots=True)
class PaymentBatch:
    message_id: str
    """The same for the same batch, for ever: by it the bank refuses a second copy."""
    created_at: datetime
    execution_date: date
    initiating_party: str
    groups: tuple[PaymentGroup, ...]
    initiating_party_id: str = ""


class PaymentRefused(ValueError):
    """Why no file is written, in a sentence; `reference` is the transfer, currency or batch it is about."""

    def __init__(self, code: str, reference: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.reference = reference


def written_amount(transfer: CreditTransfer) -> str:
    """With exactly the decimals of its currency."""
    return Amount(transfer.amount, transfer.currency).as_json()["amount"]


def control_sum(transfers: Iterable[CreditTransfer]) -> Decimal:
    """What ISO 20022 means by it: the figures added up, whatever their currencies."""
    return exact_sum(Decimal(written_amount(transfer)) for transfer in transfers)
