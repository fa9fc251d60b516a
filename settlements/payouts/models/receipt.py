"""What of a remittance request arrived, as the bank's statement says it, or two people."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from settlements.balances.models import AMOUNT, FINITE
from settlements.payouts.frozen import settled_terms
from settlements.payouts.models.remittance import Remittance
from settlements.payouts.models.told import Told, told_constraints


class RemittanceReceipt(Told):
    """One payment, in part or whole.

    `surplus` is what of the `amount` was more than was due: it is in no book, and waits until the two sides
    agree on it.
    """

    remittance = models.ForeignKey(Remittance, on_delete=models.PROTECT, related_name="receipts")
    amount = models.DecimalField(_("amount"), **AMOUNT)
    surplus = models.DecimalField(_("more than was due"), default=0, **AMOUNT)

    class Meta:
        ordering = ["pk"]
        constraints = [
            *told_constraints("remittance_receipt", about="remittance"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, surplus__gte=0, surplus__lt=F("amount")) & FINITE,
                name="remittance_receipt_amount",
            ),
        ]
        triggers = settled_terms(
            "remittance_receipt",
            "what arrived is kept",
            fixed=["remittance", "partner", "amount", "day", "bank_reference", "told_by", "bank_entry"],
            final=["confirmed", "dropped"],
        )

    def __str__(self) -> str:
        return f"{self.remittance} {self.amount}"
