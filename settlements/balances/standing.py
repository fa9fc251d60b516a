"""Every partner's balances, a row for each partner and currency."""

from decimal import Decimal

from django.db.models import DecimalField, Min, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from agreements.models import Agreement
from settlements.balances.models import AMOUNT, Account, Entry

LICENSOR, PARTNER = Agreement.Party.LICENSOR, Agreement.Party.PARTNER
MONEY = DecimalField(**AMOUNT)


def standing(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """The first entry of each partner and currency, with its balances beside it, positive as they are named.

    `carried` is in the partner's favour; below zero it is in the licensor's.
    """
    firsts = entries.order_by().values("partner", "currency").annotate(first=Min("pk")).values("first")
    return (
        Entry.objects.filter(pk__in=firsts)
        .select_related("partner")
        .annotate(
            payable=_credit(Account.PAYABLE),
            held=_credit(Account.HELD, LICENSOR),
            in_transit=_credit(Account.IN_TRANSIT),
            paid=_credit(Account.PAID),
            receivable=_debit(Account.RECEIVABLE),
            left_out=_debit(Account.HELD, PARTNER),
            received=_debit(Account.RECEIVED),
            carried=_credit(Account.CARRIED),
        )
    )


def _debit(account: Account, collected_by: str | None = None):
    rows = Entry.objects.filter(partner=OuterRef("partner"), currency=OuterRef("currency"), account=account)
    if collected_by:
        rows = rows.filter(agreement__collected_by=collected_by)
    totals = rows.order_by().values("partner").annotate(total=Sum("amount")).values("total")
    return Coalesce(Subquery(totals), Value(Decimal(0)), output_field=MONEY)


def _credit(account: Account, collected_by: str | None = None):
    return Value(Decimal(0), output_field=MONEY) - _debit(account, collected_by)
