"""What partners paid too much: on no account of the journal, kept beside its request until it is used."""

from decimal import Decimal

from django.db.models import DecimalField, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from settlements.balances.models import AMOUNT
from settlements.payouts.models import RemittanceReceipt

State, Kind = RemittanceReceipt.State, RemittanceReceipt.Kind


def with_surplus() -> QuerySet[RemittanceReceipt]:
    """Receipts with something left that settled nothing: `left`, oldest first.

    What is said to be used or sent back is not left, though nobody confirmed it yet.
    """
    gone = RemittanceReceipt.objects.filter(surplus_of=OuterRef("pk")).exclude(state=State.DROPPED)
    sums = gone.order_by().values("surplus_of").annotate(total=Sum("amount")).values("total")
    nothing = Value(Decimal(0), DecimalField(**AMOUNT))
    rows = RemittanceReceipt.objects.filter(kind=Kind.ARRIVED, state=State.CONFIRMED, posted__lt=F("amount"))
    rows = rows.select_related("remittance__partner")
    left = F("amount") - F("posted") - Coalesce(Subquery(sums), nothing)
    return rows.annotate(left=left).filter(left__gt=0).order_by("pk")


def surplus_left(receipt: RemittanceReceipt) -> Decimal:
    """Read it under `lock_books` to use it."""
    row = with_surplus().filter(pk=receipt.pk).first()
    return row.left if row else Decimal(0)
