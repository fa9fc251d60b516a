"""What a matcher says of a line."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.accounts.models import User
from settlements.payouts.bank_statements.models import BankLine
from settlements.payouts.models import Payout, PayoutBatch


@dataclass(frozen=True, slots=True)
class Finding:
    """Matched with what is named, or, with a `reason` (a code of `reason_words`), why not."""

    reason: str = ""
    payout: Payout | None = None
    batch: PayoutBatch | None = None


Matcher = Callable[[BankLine, User], Finding | None]
"""Given a line and who handed it in: does what follows and says so; None where it is about something else."""


def is_from(line: BankLine, payout: Payout) -> bool:
    """Whether the line stands on the account that the payout left."""
    if line.account is None:
        return False
    if payout.from_account is None or payout.from_account.pk == line.account.pk:
        return True
    # The same number may have been entered twice: for another currency, or again later.
    ours, theirs = line.account.details().account, payout.from_account.details().account
    if ours.iban or theirs.iban:
        return bool(ours.iban == theirs.iban)
    return bool((ours.number, ours.bank_country) == (theirs.number, theirs.bank_country))
