"""What partners paid too much: in no book, kept beside its receipt until it is used or sent back."""

from decimal import Decimal

from django.db.models import DecimalField, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from settlements.balances.models import AMOUNT
from settlements.payouts.models import RemittanceReceipt
from settlements.payouts.surplus.models import SurplusUse


def with_surplus() -> QuerySet[RemittanceReceipt]:
    """Receipts of which something is left, as `left`; oldest first.

    What is said to be used or sent back is not left, though nobody confirmed it yet.
    """
    gone = SurplusUse.objects.filter(receipt=OuterRef("pk")).exclude(state=SurplusUse.State.DROPPED)
    sums = gone.order_by().values("receipt").annotate(total=Sum("amount")).values("total")
    nothing = Value(Decimal(0), DecimalField(**AMOUNT))
    rows = RemittanceReceipt.objects.filter(state=RemittanceReceipt.State.CONFIRMED, surplus__gt=0)
    rows = rows.select_related("remittance__partner")
    return (
        rows.annotate(left=F("surplus") - Coalesce(Subquery(sums), nothing)).filter(left__gt=0).order_by("pk")
    )


def surplus_left(receipt: RemittanceReceipt) -> Decimal:
    """Read under the lock of the partner's books where it is to be used."""
    row = with_surplus().filter(pk=receipt.pk).first()
    return row.left if row else Decimal(0)
