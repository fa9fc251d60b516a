"""The advance that a statement opens with, into the books."""

from decimal import Decimal

from django.db.models import Sum

from agreements.models import Agreement
from settlements.balances.models import Account, Entry, JournalTransaction
from settlements.balances.post import Posting, post
from settlements.balances.sides import told_of
from settlements.engine.exact import exact_arithmetic
from settlements.statements.models import Statement


def post_advance(*, statement: Statement) -> JournalTransaction | None:
    """What the statement opens with, less what the books hold; nothing where they are the same.

    The agreement's first takes in the whole advance, which was paid outside the portal. What differs later is
    what restated periods recouped more or less: their difference, rung 5 included, comes as an adjustment.
    Inside the transaction that issues the statement, before its ladder is posted.
    """
    agreement, held = statement.agreement, advance_held(statement.agreement)
    with exact_arithmetic():
        difference = opening_advance(statement) - (held or Decimal(0))
    amount = told_of(Account.ADVANCE, agreement.collected_by, difference)
    other = Account.ADVANCE_PAID if held is None else Account.ADJUSTMENTS
    return post(
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


def opening_advance(statement: Statement) -> Decimal:
    return Decimal(statement.input_document.get("window", {}).get("advance_balance", "0"))


def advance_held(agreement: Agreement) -> Decimal | None:
    """What the books say is still to be recouped; None where they know of no advance."""
    entries = Entry.objects.filter(agreement=agreement, account=Account.ADVANCE).order_by()
    total = entries.aggregate(total=Sum("amount"))["total"]
    return None if total is None else told_of(Account.ADVANCE, agreement.collected_by, total)
