"""The lines of a statement: what is kept of each booking."""

from collections.abc import Iterator

from settlements.bank_accounts.models import BankAccount
from settlements.bank_files.bank_statement import (
    BankEntry,
    BankStatement,
    BankStatementProblem,
    BankTransaction,
)
from settlements.bank_files.sums import exact_sum
from settlements.payouts.bank_statements.models import BankLine
from settlements.payouts.bank_statements.naming import Names

TEXT = 500
LARGEST, DECIMALS = 10**18, 4


def lines_in(statement: BankStatement, account: BankAccount) -> Iterator[BankLine]:
    """What is booked; what is only announced comes again once it is. Raises BankStatementProblem."""
    names = Names()
    for entry in statement.entries:
        if not entry.booked:
            continue
        day = entry.booking_date or entry.value_date or (statement.closing and statement.closing.day)
        if day is None:
            raise BankStatementProblem("missing", "Ntry/BookgDt")
        for payment in _payments(entry):
            line = _line(entry, payment)
            line.day, line.account, line.statement_id = day, account, statement.statement_id
            if line.amount >= LARGEST or line.amount != round(line.amount, DECIMALS):
                raise BankStatementProblem("amount_invalid", f"{line.amount:f}")
            line.bank_entry = names.name(line, entry.bank_reference or line.bank_reference)
            yield line


def _payments(entry: BankEntry) -> list[BankTransaction | None]:
    """None: the booking as a whole, where what the bank says of its payments does not come to it."""
    parts = entry.transactions
    if any(each.amount is None or each.currency != entry.currency for each in parts):
        return [None]
    came = exact_sum(
        each.amount if each.credit == entry.credit else each.amount.copy_negate()
        for each in parts
        if each.amount is not None
    )
    nameless = entry.batch_reference and not any(each.end_to_end_id for each in parts)
    return [None] if nameless or came != entry.amount else list(parts)


def _line(entry: BankEntry, payment: BankTransaction | None) -> BankLine:
    if payment is None or payment.amount is None:
        return _whole(entry)
    return BankLine(
        amount=payment.amount,
        currency=payment.currency,
        credit=payment.credit,
        returned=payment.returned,
        return_reason=payment.return_reason,
        end_to_end_id=payment.end_to_end_id,
        creditor_reference=payment.creditor_reference,
        bank_reference=payment.bank_reference or entry.bank_reference,
        counterparty=payment.counterparty_name,
        text=payment.remittance_text[:TEXT],
    )


def _whole(entry: BankEntry) -> BankLine:
    texts = (each.remittance_text or each.end_to_end_id for each in entry.transactions)
    return BankLine(
        amount=entry.amount,
        currency=entry.currency,
        credit=entry.credit,
        returned=entry.reversal or any(each.returned for each in entry.transactions),
        batch_reference=entry.batch_reference,
        bank_reference=entry.bank_reference,
        text=" ".join(text for text in texts if text)[:TEXT],
    )
