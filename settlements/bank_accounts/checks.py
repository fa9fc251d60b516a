"""What always holds of bank accounts."""

from collections.abc import Iterator

from settlements.balances.verify_books import Discrepancy, row
from settlements.bank_accounts.models import BankAccount


def check_bank_accounts() -> Iterator[Discrepancy]:
    """What is sealed is what was entered: its digest, and what the pages show of it, fit."""
    for account in BankAccount.objects.order_by("pk").iterator():
        where = row("bankaccount", account.pk)
        try:
            found = account.details().account
        except ValueError as fault:
            yield Discrepancy("bank_accounts", where, str(fault))
            continue
        if not (found.iban or found.number).endswith(account.last_four):
            yield Discrepancy("bank_accounts", where, "the digits shown are not those of the account")
