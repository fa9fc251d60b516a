"""What the bank writes about our account, handed in and read."""

from datetime import date
from decimal import Decimal

from settlements.payouts.bank_statements.models import BankLine, BankStatementFile
from settlements.payouts.bank_statements.read_statement import read_statement
from settlements.payouts.bank_statements.take_statement import take_statement
from settlements.payouts.models import Payout
from tests.factories.bank_accounts import OURS
from tests.settlements.bank_files.camt import Row, camt053

BOOKED = date(2026, 11, 20)


def debit(payout: Payout, **over) -> Row:
    """The bank paid it."""
    facts = {"amount": f"{payout.amount:f}", "end_to_end_id": payout.number, "bank_reference": "BANK 7"}
    return row(credit=False, **facts | over)


def back(payout: Payout, reason: str = "AC04", **over) -> Row:
    """It came back."""
    facts = {"amount": f"{payout.amount:f}", "end_to_end_id": payout.number, "bank_reference": "BANK 8"}
    return row(return_reason=reason, **facts | over)


def row(amount: str = "", **over) -> Row:
    """Any booking, on the day all of these are."""
    return Row(amount, **{"booking_date": BOOKED, **over})


def file_with(*rows: Row, **about) -> bytes:
    return camt053(rows, **{"iban": OURS.iban, "currency": "USD", "opening": "1000.00", **about})


def handed_in(by, *rows: Row, content: bytes = b"", **about) -> BankStatementFile:
    taken = take_statement(content=content or file_with(*rows, **about), name="statement.xml", by=by)
    read_statement(file_id=taken.file.pk)
    return BankStatementFile.objects.get(pk=taken.file.pk)


def outcome_of(file: BankStatementFile) -> list[tuple[Decimal, str, str]]:
    """Amount, state and reason of each line."""
    lines = BankLine.objects.filter(file=file).order_by("pk")
    return [(line.amount, line.state, line.reason) for line in lines]
