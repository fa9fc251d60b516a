"""What a bank's statement says: accounts, balances, entries and the single transactions in them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Balance:
    amount: Decimal
    """Below zero where the account is overdrawn."""
    day: date


@dataclass(frozen=True, slots=True)
class BankTransaction:
    """One payment of an entry; a text is empty where the bank says nothing."""

    amount: Decimal | None
    """None where the bank books several payments in one entry and does not say what each came to."""
    currency: str
    credit: bool
    end_to_end_id: str
    """What the payer gave the payment: for a returned transfer the number we sent it under."""
    bank_reference: str
    remittance_text: str
    creditor_reference: str
    """As ISO 11649 writes it, without spaces."""
    counterparty_name: str
    counterparty_iban: str
    returned: bool
    """A transfer that came back, or a booking the bank took back."""
    return_reason: str
    """ISO 20022 code, AC04 for a closed account; or the bank's own word."""


@dataclass(frozen=True, slots=True)
class BankEntry:
    amount: Decimal
    """Never below zero; `credit` says which way it went."""
    currency: str
    credit: bool
    booked: bool
    """Not so: announced only, and in no balance yet."""
    reversal: bool
    booking_date: date | None
    value_date: date | None
    bank_reference: str
    batch_reference: str
    """The part of our payment file that was booked in one sum (PmtInfId), or else the file (MsgId)."""
    transactions: tuple[BankTransaction, ...]
    """At least one: an entry without details is its own."""


@dataclass(frozen=True, slots=True)
class BankStatement:
    statement_id: str
    iban: str
    account_number: str
    """Where there is no IBAN."""
    currency: str
    opening: Balance | None
    closing: Balance | None
    entries: tuple[BankEntry, ...]


class BankStatementProblem(ValueError):
    """Why a file cannot be taken: one of CODES, and the place or words in the file it is about."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


CODES = (
    "too_large",
    "not_xml",
    "document_type",
    "too_deep",
    "not_a_statement",
    "version_unknown",
    "no_statement",
    "missing",
    "amount_invalid",
    "date_invalid",
    "direction_invalid",
    "currency_invalid",
    "currencies_mixed",
    "text_too_long",
    "balances_differ",
)
