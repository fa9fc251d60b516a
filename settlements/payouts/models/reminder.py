"""How often a partner was reminded to pay."""

from django.db import models
from django.db.models import Q

from portal.accounts.models import Partner
from portal.append_only import append_only
from settlements.balances.models import AMOUNT, FINITE
from settlements.payouts.models.remittance import Remittance


class RemittanceReminder(models.Model):
    """`step`: days after the day it was due, below zero before it; each at most once. `amount`: then due."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    remittance = models.ForeignKey(Remittance, on_delete=models.PROTECT, related_name="reminders")
    step = models.SmallIntegerField()
    amount = models.DecimalField(**AMOUNT)
    told = models.PositiveIntegerField()
    """How many people it was sent to."""
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["remittance", "step"], name="remittance_reminder_once"),
            models.CheckConstraint(condition=Q(amount__gt=0) & FINITE, name="remittance_reminder_amount"),
        ]
        triggers = append_only("remittance_reminder", "reminders are kept")

    def __str__(self) -> str:
        return f"{self.remittance} {self.step}"
