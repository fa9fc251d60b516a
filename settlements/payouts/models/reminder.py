"""Which step of reminding a request has come to."""

from django.db import models

from portal.accounts.models import Partner
from portal.append_only import append_only
from settlements.payouts.models.remittance import Remittance


class RemittanceReminder(models.Model):
    """`step`: days after the day it was due, negative before it. Each is sent once."""

    remittance = models.ForeignKey(Remittance, on_delete=models.PROTECT, related_name="reminders")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    step = models.SmallIntegerField()
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["remittance", "step"], name="remittance_reminder_once")
        ]
        triggers = append_only("remittance_reminder", "that somebody was reminded is kept")

    def __str__(self) -> str:
        return f"{self.remittance} {self.step:+}"
