"""Accounts, their balances on any day, and how one came from one day to another. Summed by the database."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Case, Count, IntegerField, Min, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from settlements.balances.accounts.days import end_of, posted_within, start_of
from settlements.balances.models import Account, Entry, JournalTransaction
from settlements.balances.sides import MONEY, told

OF_THE_ACCOUNT = {name: OuterRef(name) for name in ("agreement", "currency", "account")}
ORDER = [When(account=account, then=Value(place)) for place, account in enumerate(Account)]


def accounts(entries: QuerySet[Entry], *, on: date | None = None) -> QuerySet[Entry]:
    """The first entry of each account, with its `balance`, and that at the end of the day as `then`."""
    firsts = entries.order_by().values(*OF_THE_ACCOUNT).annotate(first=Min("pk")).values("first")
    rows = Entry.objects.filter(pk__in=firsts).select_related("partner", "agreement")
    rows = rows.annotate(
        place=Case(*ORDER, default=Value(len(ORDER)), output_field=IntegerField()),
        balance=told(_sum_of(Q())),
    )
    if on:
        rows = rows.annotate(then=told(_sum_of(Q(transaction__posted_at__lt=end_of(on)))))
    return rows


def with_running_balance(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Each with the account's balance after it, as `running`, whatever else the list is narrowed by."""
    before = Q(transaction__posted_at__lt=OuterRef("transaction__posted_at"))
    before |= Q(transaction__posted_at=OuterRef("transaction__posted_at"), pk__lte=OuterRef("pk"))
    return entries.annotate(running=told(_sum_of(before)))


@dataclass(frozen=True, slots=True)
class RollForward:
    """`movements`: cause in words, number of entries, amount; opening and movements sum to closing."""

    opening: Decimal
    movements: list[tuple[str, int, Decimal]]
    closing: Decimal


def roll_forward(entries: QuerySet[Entry], *, from_date: date | None, through: date | None) -> RollForward:
    """Of one account, from the morning of one day to the night of another."""
    before = entries.filter(transaction__posted_at__lt=start_of(from_date)) if from_date else entries.none()
    within = posted_within(entries, from_date, through).order_by("transaction__cause")
    sums = within.values_list("transaction__cause").annotate(count=Count("pk"), total=Sum(told("amount")))
    found = {cause: (count, total) for cause, count, total in sums}
    return RollForward(
        opening=_total(before),
        movements=[(str(cause.label), *found[cause]) for cause in JournalTransaction.Cause if cause in found],
        closing=_total(posted_within(entries, None, through)),
    )


def _total(entries: QuerySet[Entry]) -> Decimal:
    return entries.order_by().aggregate(total=Sum(told("amount"), default=Decimal(0)))["total"]


def _sum_of(which: Q) -> Coalesce:
    rows = Entry.objects.filter(which, **OF_THE_ACCOUNT).order_by().values("account")
    total = Subquery(rows.annotate(total=Sum("amount")).values("total"))
    return Coalesce(total, Value(Decimal(0)), output_field=MONEY)
