"""What of a remittance request arrived, as the bank's statement says it, or two people."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Partner
from portal.append_only import never_deleted
from settlements.balances.models import AMOUNT, FINITE
from settlements.payouts.models.person import person
from settlements.payouts.models.remittance import Remittance


class RemittanceReceipt(models.Model):
    """One payment, in part or whole. By hand: told by one person, confirmed (or dropped) by another.

    `bank_entry` names the entry of a bank statement that says so. `surplus` is what of the `amount` was more
    than was due: it is in no book, and waits until the two sides agree on it.
    """

    class State(models.TextChoices):
        TOLD = "told", _("To be confirmed")
        CONFIRMED = "confirmed", _("Confirmed")
        DROPPED = "dropped", _("Not confirmed")

    remittance = models.ForeignKey(Remittance, on_delete=models.PROTECT, related_name="receipts")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(_("amount"), **AMOUNT)
    surplus = models.DecimalField(_("more than was due"), default=0, **AMOUNT)
    day = models.DateField(_("received on"))
    bank_reference = models.CharField(_("bank reference"), max_length=140)
    state = models.CharField(_("status"), max_length=10, choices=State, default=State.TOLD)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(auto_now_add=True)
    decided_by = person()
    decided_at = models.DateTimeField(null=True, blank=True)
    bank_entry = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["remittance"], condition=Q(state="told"), name="remittance_receipt_one_told"
            ),
            models.UniqueConstraint(
                fields=["bank_entry"], condition=Q(bank_entry__gt=""), name="remittance_receipt_entry_once"
            ),
            models.CheckConstraint(
                condition=Q(bank_entry__gt="")
                | Q(state="told")
                | Q(state="dropped", decided_by__isnull=False)
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("told_by"))),
                name="remittance_receipt_four_eyes",
            ),
            models.CheckConstraint(condition=Q(bank_reference__gt=""), name="remittance_receipt_reference"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, surplus__gte=0, surplus__lt=F("amount")) & FINITE,
                name="remittance_receipt_amount",
            ),
        ]
        triggers = [
            *never_deleted("remittance_receipt", "what arrived is kept"),
            pgtrigger.ReadOnly(
                name="remittance_receipt_fixed",
                fields=["remittance", "partner", "amount", "day", "bank_reference", "told_by", "bank_entry"],
            ),
            pgtrigger.Protect(
                name="remittance_receipt_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=["confirmed", "dropped"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.remittance} {self.amount}"
