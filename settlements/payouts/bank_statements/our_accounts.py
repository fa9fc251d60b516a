"""Which account of ours a statement is about."""

from settlements.bank_accounts.models import BankAccount
from settlements.bank_files.bank_statement import BankStatement

USED = (BankAccount.State.CONFIRMED, BankAccount.State.REPLACED, BankAccount.State.ENDED)


def our_account(statement: BankStatement) -> BankAccount | None:
    """The licensor's, once confirmed. Of several rows with that number the first: always the same one."""
    found = [
        each
        for each in BankAccount.objects.filter(partner=None).order_by("pk")
        if _has_number(each, statement)
    ]
    return found[0] if any(each.state in USED for each in found) else None


def same_number(one: BankAccount, other: BankAccount) -> bool:
    """A number may have been entered twice: for another currency, or again later."""
    if one.pk == other.pk:
        return True
    ours, theirs = one.details().account, other.details().account
    if ours.iban or theirs.iban:
        return bool(ours.iban == theirs.iban)
    return bool((ours.number, ours.bank_country) == (theirs.number, theirs.bank_country))


def mask_of(statement: BankStatement) -> str:
    """All that is kept of a number that may be anybody's."""
    number = statement.iban or statement.account_number
    return f"{statement.iban[:2]}•••• {number[-4:]}"


def _has_number(account: BankAccount, statement: BankStatement) -> bool:
    try:
        numbers = account.details().account
    except ValueError:
        # Its seal is broken: the check of bank accounts tells of it.
        return False
    if statement.iban:
        return bool(numbers.iban == statement.iban)
    return bool(numbers.number) and numbers.number == statement.account_number
