"""What a matcher says of a line."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.accounts.models import User
from settlements.payouts.bank_statements.models import BankLine
from settlements.payouts.bank_statements.our_accounts import same_number
from settlements.payouts.models import Payout, PayoutBatch, Remittance


@dataclass(frozen=True, slots=True)
class Finding:
    """Matched with what is named, or, with a `reason` (a code of `reason_words`), why not."""

    reason: str = ""
    payout: Payout | None = None
    batch: PayoutBatch | None = None
    remittance: Remittance | None = None


Matcher = Callable[[BankLine, User], Finding | None]
"""Given a line and who handed it in: does what follows and says so; None where it is about something else."""


def is_from(line: BankLine, payout: Payout) -> bool:
    """Whether the line stands on the account that the payout left."""
    return payout.from_account is None or same_number(line.account, payout.from_account)


def reference_of(line: BankLine) -> str:
    """What the partner finds the payment by; banks may leave it out."""
    return line.bank_reference or line.end_to_end_id or line.statement_id or line.bank_entry
