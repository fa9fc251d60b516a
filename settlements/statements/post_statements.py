"""Issued statements into the books."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from settlements.balances.models import Account, JournalTransaction
from settlements.balances.post import Booking, Posting, post_all
from settlements.engine.exact import exact_arithmetic
from settlements.engine.result import RUNGS
from settlements.statements.models import Statement

OF_THE_SHARE = RUNGS[:5]
EARNED_RUNGS = RUNGS[:4]


def post_statements(*, statements: Iterable[Statement]) -> None:
    """Post the ladder of each statement as first issued, once; a ladder of zeros posts nothing.

    Inside the transaction that issues them, which has locked their partners' books.
    """
    post_all(
        bookings=[
            Booking(
                partner=statement.partner,
                cause=JournalTransaction.Cause.STATEMENT_ISSUED,
                subject=statement.number,
                key=key_of(statement.number),
                currency=statement.currency,
                entries=[
                    Posting(account, amount, statement.agreement, statement.number)
                    for account, amount in amounts_of(
                        statement.result_document["ladder"], statement.direction
                    )
                ],
                by=statement.approved_by,
            )
            for statement in statements
        ]
    )


def key_of(number: str) -> str:
    return f"statement {number}"


def amounts_of(
    ladder: dict[str, Any], direction: str, *, advance_apart: bool = True
) -> list[tuple[Account, Decimal]]:
    """What a ladder is in the licensor's books, other than zero; the sum is zero.

    What the licensor bears is a debit and what it then owes a credit; where it collects from the partner,
    every sign is turned. Not `advance_apart`: what was recouped lowers the share, as before advances had an
    account.
    """
    share = EARNED_RUNGS if advance_apart else OF_THE_SHARE
    payable = direction == Statement.Direction.PAYABLE
    with exact_arithmetic():
        figures = {rung: Decimal(amount) for rung, amount in ladder.items()}
        amounts = [
            (Account.SHARE, sum(figures[rung] for rung in share)),
            (Account.ADVANCE, figures["recoupment"] if advance_apart else Decimal(0)),
            (Account.ADJUSTMENTS, figures["adjustments"]),
            (Account.WITHHELD, figures["withholding"]),
            (Account.CARRIED, figures["opening_balance"]),
            (Account.CARRIED, -figures["carried_forward"]),
            (Account.PAYABLE if payable else Account.RECEIVABLE, -figures["due_now"]),
        ]
        return [(account, amount if payable else -amount) for account, amount in amounts if amount]
