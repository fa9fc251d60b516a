"""What became of money that was paid too much."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from settlements.balances.models import AMOUNT, FINITE
from settlements.payouts.frozen import settled_terms
from settlements.payouts.models import Remittance, RemittanceReceipt
from settlements.payouts.models.told import Told, told_constraints


class SurplusUse(Told):
    """A part of a receipt's surplus, or all: used for `remittance`, or sent back where that is empty.

    `day` and `bank_reference`: of the payment that was too much where it is used, of ours where it is sent
    back. `paid_as`: the receipt that a confirmed use made of the request it paid.
    """

    receipt = models.ForeignKey(RemittanceReceipt, on_delete=models.PROTECT, related_name="uses")
    remittance = models.ForeignKey(
        Remittance, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    amount = models.DecimalField(_("amount"), **AMOUNT)
    paid_as = models.OneToOneField(
        RemittanceReceipt, on_delete=models.PROTECT, null=True, blank=True, related_name="of_surplus"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            *told_constraints("surplus_use", about="receipt"),
            models.CheckConstraint(condition=Q(amount__gt=0) & FINITE, name="surplus_use_amount"),
            models.CheckConstraint(
                condition=Q(paid_as__isnull=True) | Q(state="confirmed", remittance__isnull=False),
                name="surplus_use_paid",
            ),
        ]
        triggers = settled_terms(
            "surplus_use",
            "what became of a surplus is kept",
            fixed=["receipt", "remittance", "partner", "amount", "day", "bank_reference", "told_by"],
            final=["confirmed", "dropped"],
        )

    def __str__(self) -> str:
        return f"{self.receipt} → {self.remittance or 'sent back'} {self.amount}"
