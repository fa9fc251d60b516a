"""What payouts settled of statements that the partner owes, by netting."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from settlements.balances.models import Account, Entry


@dataclass(frozen=True, slots=True)
class Netted:
    """`amount`, positive, of what is owed was set against what the payout pays."""

    payout: str
    amount: Decimal


def netted_by(statements: list[str]) -> dict[str, list[Netted]]:
    """Statement → the payouts that stand, by number; a cancelled one gave back what it took."""
    rows = Entry.objects.filter(
        statement__in=statements, account=Account.RECEIVABLE, reference__startswith="PAY-"
    )
    sums = rows.order_by("reference").values_list("statement", "reference").annotate(total=Sum("amount"))
    found: dict[str, list[Netted]] = {}
    for statement, payout, total in sums:
        if total:
            found.setdefault(statement, []).append(Netted(payout, total.copy_negate()))
    return found
