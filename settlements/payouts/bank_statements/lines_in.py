"""The lines of the statements in a file: what is kept of each booking."""

import hashlib
from collections.abc import Iterator
from datetime import date

from settlements.bank_accounts.models import BankAccount
from settlements.bank_files.bank_statement import BankEntry, BankStatement, BankTransaction
from settlements.payouts.bank_statements.models import BankLine, BankStatementFile
from settlements.payouts.dates import today

TEXT = 140
USED = (BankAccount.State.CONFIRMED, BankAccount.State.REPLACED, BankAccount.State.ENDED)


def lines_in(statement: BankStatement, file: BankStatementFile) -> Iterator[BankLine]:
    """What is booked; what is only announced comes again once it is."""
    account, mask = our_account(statement), mask_of(statement)
    fallback = statement.closing.day if statement.closing else today()
    for place, entry in enumerate(statement.entries, start=1):
        if not entry.booked:
            continue
        for part, payment in enumerate(_payments(entry), start=1):
            line = _line(entry, payment, entry.booking_date or entry.value_date or fallback)
            line.file, line.account = file, account
            line.bank_entry = _name(mask, statement.statement_id, f"{place}.{part}", line)
            yield line


def our_account(statement: BankStatement) -> BankAccount | None:
    """The licensor's account of that number, best the one for the statement's currency."""
    found = [
        each
        for each in BankAccount.objects.filter(partner=None, state__in=USED)
        if has_number(each, statement)
    ]
    return min(found, key=lambda each: (each.currency != statement.currency, -each.pk), default=None)


def has_number(account: BankAccount, statement: BankStatement) -> bool:
    try:
        numbers = account.details().account
    except ValueError:
        return False
    if statement.iban:
        return bool(numbers.iban == statement.iban)
    return bool(numbers.number) and numbers.number == statement.account_number


def mask_of(statement: BankStatement) -> str:
    """All that is kept of a number that may be anybody's."""
    number = statement.iban or statement.account_number
    return f"{statement.iban[:2]}•••• {number[-4:]}"


def _payments(entry: BankEntry) -> list[BankTransaction | None]:
    """None: the entry as a whole, where the bank does not say what each of several payments came to."""
    unsaid = any(each.amount is None for each in entry.transactions)
    nameless = entry.batch_reference and not any(each.end_to_end_id for each in entry.transactions)
    return [None] if unsaid or nameless else list(entry.transactions)


def _line(entry: BankEntry, payment: BankTransaction | None, day: date) -> BankLine:
    if payment is None or payment.amount is None:
        [one] = entry.transactions if len(entry.transactions) == 1 else [None]
        return BankLine(
            day=day,
            amount=entry.amount,
            currency=entry.currency,
            credit=entry.credit,
            returned=entry.reversal or any(each.returned for each in entry.transactions),
            batch_reference=entry.batch_reference,
            bank_reference=entry.bank_reference,
            text=one.remittance_text[:TEXT] if one else "",
        )
    return BankLine(
        day=day,
        amount=payment.amount,
        currency=payment.currency,
        credit=payment.credit,
        returned=payment.returned,
        return_reason=payment.return_reason,
        end_to_end_id=payment.end_to_end_id,
        creditor_reference=payment.creditor_reference,
        bank_reference=payment.bank_reference or entry.bank_reference,
        text=payment.remittance_text[:TEXT],
    )


def _name(mask: str, statement_id: str, place: str, line: BankLine) -> str:
    """The same whichever file brings it: account, statement, place, and a digest of what stands there.

    Banks number statements anew each year, or not at all; the digest keeps two apart.
    """
    said = (
        *(line.day, f"{line.amount.normalize():f}", line.currency, line.credit, line.returned),
        *(line.end_to_end_id, line.batch_reference, line.bank_reference, line.text),
    )
    digest = hashlib.sha256("\n".join(map(str, said)).encode()).hexdigest()[:24]
    return f"{mask} {statement_id} {place} {digest}"
