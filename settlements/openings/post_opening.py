"""A confirmed opening into the books: what the first statement will open with."""

from settlements.balances.models import Account, JournalTransaction
from settlements.balances.post import Posting, post
from settlements.openings.models import AgreementOpening


def key_of(opening: AgreementOpening) -> str:
    return f"opening {opening.agreement.number}"


def entries_of(opening: AgreementOpening) -> list[Posting]:
    """What is owed stands as carried forward; the other side is the former books'.

    Where the partner collects, every sign is turned, as for statements.
    """
    payable = opening.agreement.collected_by == "licensor"
    amount = opening.balance if payable else opening.balance.copy_negate()
    return [
        Posting(Account.FORMER, amount, opening.agreement, ""),
        Posting(Account.CARRIED, amount.copy_negate(), opening.agreement, ""),
    ]


def post_opening(*, opening: AgreementOpening) -> JournalTransaction | None:
    """Once; a balance of zero posts nothing. Inside the transaction that confirms it."""
    return post(
        partner=opening.partner,
        cause=JournalTransaction.Cause.OPENING_CONFIRMED,
        subject=opening.agreement.number,
        key=key_of(opening),
        currency=opening.currency,
        entries=entries_of(opening),
        by=opening.confirmed_by,
    )
