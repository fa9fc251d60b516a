"""Books to test on, written as an issued statement writes them."""

from decimal import Decimal

from django.db import transaction

from agreements.models import Agreement
from settlements.balances.models import Account, JournalTransaction
from settlements.balances.place_hold import place_hold
from settlements.balances.post import Posting, post


@transaction.atomic
def book(agreement: Agreement, number: str, amount: str, *, currency: str = "USD") -> JournalTransaction:
    """A statement of nothing but earnings: positive where the licensor pays, negative where the partner."""
    earned = Decimal(amount)
    side = Account.PAYABLE if earned > 0 else Account.RECEIVABLE
    return post(
        partner=agreement.partner,
        cause=JournalTransaction.Cause.STATEMENT_ISSUED,
        subject=number,
        key=f"statement {number}",
        currency=currency,
        entries=[
            Posting(Account.SHARE, earned, agreement, number),
            Posting(side, earned.copy_negate(), agreement, number),
        ],
        by=None,
    )


@transaction.atomic
def hold(agreement: Agreement, number: str, reference: str, amount: str, direction="payable") -> Decimal:
    return place_hold(
        agreement=agreement,
        statement=number,
        direction=direction,
        reference=reference,
        amount=Decimal(amount),
        currency="USD",
        by=None,
    )
