"""Hold what is in doubt."""

from decimal import Decimal

from agreements.models import Agreement
from portal.accounts.models import User
from settlements.balances.lock_books import lock_books
from settlements.balances.models import Account, Entry, JournalTransaction
from settlements.balances.post import Posting, post
from settlements.balances.read import owed_of, unpaid_of

PAYABLE = "payable"


def place_hold(
    *,
    agreement: Agreement,
    statement: str,
    direction: str,
    reference: str,
    amount: Decimal,
    currency: str,
    by: User | None,
    again: str = "",
) -> Decimal:
    """Hold `amount` for the dispute `reference`, at most what is unpaid (payable) or owed (receivable).

    What is really held; nothing left to hold posts nothing. One hold per dispute and statement: asked for
    again, what it held when placed. What came back since is held by another one, which says in `again` why.
    Inside the act's transaction.
    """
    if amount < 0:
        raise ValueError(f"a hold of {amount}")
    lock_books(partner=agreement.partner)
    key = f"hold {reference} on {statement}" + (f" again: {again}" if again else "")
    placed = Entry.objects.filter(transaction__key=key, account=Account.HELD).first()
    if placed is not None:
        return placed.amount.copy_abs()
    side, free = (
        (Account.PAYABLE, unpaid_of(statement))
        if direction == PAYABLE
        else (Account.RECEIVABLE, owed_of(statement))
    )
    held = min(amount, max(free, Decimal(0)))
    # A payable is a credit: holding debits it. A receivable the other way round.
    moved = held if side == Account.PAYABLE else held.copy_negate()
    post(
        partner=agreement.partner,
        cause=JournalTransaction.Cause.HOLD_PLACED,
        subject=reference,
        key=key,
        currency=currency,
        entries=[
            Posting(side, moved, agreement, statement, reference),
            Posting(Account.HELD, moved.copy_negate(), agreement, statement, reference),
        ],
        by=by,
    )
    return held
