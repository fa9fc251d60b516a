"""Where the money of many statements is, in one query: what a list shows and filters by."""

from collections.abc import Iterable

from django.db.models import DecimalField, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Abs, Coalesce

from settlements.balances.models import AMOUNT, Account, Entry
from settlements.statements.models import Statement

OPEN = (Account.PAYABLE, Account.RECEIVABLE, Account.IN_TRANSIT)
"""Neither held nor paid: approved for payment is not paid yet."""
HELD = (Account.HELD,)
DONE = (Account.PAID, Account.RECEIVED)
EXACT = DecimalField(**AMOUNT)


def with_money(rows: QuerySet[Statement]) -> QuerySet[Statement]:
    """Each with `open_now`, `held_now` and `paid_now`, whichever side pays; their sum is what was due."""
    return rows.annotate(open_now=_on(OPEN), held_now=_on(HELD), paid_now=_on(DONE))


def _on(accounts: Iterable[Account]) -> Coalesce:
    """What the licensor owes stands as a credit, what it is owed as a debit: never both on one statement."""
    entries = Entry.objects.filter(statement=OuterRef("number"), account__in=accounts).order_by()
    total = entries.values("statement").annotate(total=Abs(Sum("amount"))).values("total")
    return Coalesce(Subquery(total, output_field=EXACT), Value(0, output_field=EXACT))
