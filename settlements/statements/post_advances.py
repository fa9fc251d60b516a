"""The advances that statements open with, into the books."""

from collections.abc import Sequence
from decimal import Decimal

from django.db.models import Sum

from settlements.balances.models import Account, Entry, JournalTransaction
from settlements.balances.post import Booking, Posting, post_all
from settlements.balances.sides import told_of
from settlements.engine.exact import exact_arithmetic
from settlements.statements.models import Statement


def post_advances(*, statements: Sequence[Statement]) -> None:
    """What each statement opens with, less what the books hold; nothing where they are the same.

    An agreement's first takes in the whole advance, which was paid outside the portal. What differs later is
    what restated periods recouped more or less: their difference, rung 5 included, comes as an adjustment.
    Inside the transaction that issues the statements, of different agreements, before their ladders.
    """
    held = advances_held([statement.agreement_id for statement in statements])
    bookings = (_booking(statement, held.get(statement.agreement_id)) for statement in statements)
    post_all(bookings=[booking for booking in bookings if booking])


def opening_advance(statement: Statement) -> Decimal:
    return Decimal(statement.input_document.get("window", {}).get("advance_balance", "0"))


def advances_held(agreements: list[int]) -> dict[int, Decimal]:
    """Agreement's id → what the books say is still to be recouped; none where they know of no advance."""
    entries = Entry.objects.filter(agreement__in=agreements, account=Account.ADVANCE).order_by()
    sums = entries.values_list("agreement", "agreement__collected_by").annotate(total=Sum("amount"))
    return {agreement: told_of(Account.ADVANCE, side, total) for agreement, side, total in sums}


def _booking(statement: Statement, held: Decimal | None) -> Booking | None:
    agreement = statement.agreement
    with exact_arithmetic():
        difference = opening_advance(statement) - (held or Decimal(0))
    if not difference:
        return None
    amount = told_of(Account.ADVANCE, agreement.collected_by, difference)
    other = Account.ADVANCE_PAID if held is None else Account.ADJUSTMENTS
    return Booking(
        partner=statement.partner,
        cause=JournalTransaction.Cause.ADVANCE_TAKEN_IN,
        subject=statement.number,
        key=f"advance {statement.number}",
        currency=statement.currency,
        entries=[
            Posting(Account.ADVANCE, amount, agreement, statement.number),
            Posting(other, amount.copy_negate(), agreement, statement.number),
        ],
        by=statement.approved_by,
    )
