"""What the books say. Amounts are exact, summed by the database; read under `lock_books` before posting."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet, Sum

from portal.accounts.models import Partner
from settlements.balances.models import Account, ContingentClaim, Entry

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class HeldAmount:
    """`reference` is the dispute it is held for; `amount` is positive."""

    reference: str
    amount: Decimal
    currency: str


def unpaid(partner: Partner, currency: str | None = None) -> dict[str, Decimal]:
    """Statement → what is payable and neither held, approved for payment nor paid; above zero, by number."""
    return _open(partner, Account.PAYABLE, currency)


def owed(partner: Partner, currency: str | None = None) -> dict[str, Decimal]:
    """Statement → what the partner owes and has not paid, less what is held; above zero, by number."""
    return _open(partner, Account.RECEIVABLE, currency)


def unpaid_of(statement: str) -> Decimal:
    """As `unpaid`, of one statement."""
    return _turned(_sum(Entry.objects.filter(statement=statement, account=Account.PAYABLE)))


def owed_of(statement: str) -> Decimal:
    """As `owed`, of one statement."""
    return _sum(Entry.objects.filter(statement=statement, account=Account.RECEIVABLE))


def held_for(reference: str) -> Decimal:
    """What is held for a dispute, positive whichever side pays."""
    return _sum(Entry.objects.filter(reference=reference, account=Account.HELD)).copy_abs()


def held_by_reference(references: QuerySet | Collection[str]) -> dict[str, Decimal]:
    """As `held_for`, of each of the disputes for which something is held."""
    rows = Entry.objects.filter(account=Account.HELD, reference__in=references).order_by("reference")
    sums = rows.values_list("reference").annotate(total=Sum("amount"))
    return {reference: total.copy_abs() for reference, total in sums if total}


def held_on(statement: str) -> list[HeldAmount]:
    """What of a statement is held, by dispute."""
    rows = Entry.objects.filter(statement=statement, account=Account.HELD).order_by("reference")
    sums = rows.values_list("reference", "currency").annotate(total=Sum("amount"))
    return [HeldAmount(name, total.copy_abs(), currency) for name, currency, total in sums if total]


def claims_on(statement: str) -> list[ContingentClaim]:
    """Claims beside a statement that are not decided, oldest first."""
    return list(ContingentClaim.objects.filter(statement=statement, ended_at=None).order_by("pk"))


def account_balance(partner: Partner, account: Account, currency: str) -> Decimal:
    """Debits less credits."""
    return _sum(Entry.objects.filter(partner=partner, account=account, currency=currency))


def _open(partner: Partner, account: Account, currency: str | None) -> dict[str, Decimal]:
    rows = Entry.objects.filter(partner=partner, account=account).order_by("statement")
    if currency is not None:
        rows = rows.filter(currency=currency)
    sums = rows.values_list("statement").annotate(total=Sum("amount"))
    # What is owed to the partner stands as a credit.
    is_open = (lambda total: total < 0) if account == Account.PAYABLE else (lambda total: total > 0)
    return {number: total.copy_abs() for number, total in sums if is_open(total)}


def _sum(rows: QuerySet[Entry]) -> Decimal:
    return rows.order_by().aggregate(total=Sum("amount", default=ZERO))["total"]


def _turned(amount: Decimal) -> Decimal:
    """Minus it, to the last digit: `-amount` rounds to 28."""
    return amount.copy_negate() if amount else amount
