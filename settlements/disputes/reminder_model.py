"""That somebody was reminded of a dispute."""

from django.db import models

from portal.accounts.models import Partner
from portal.append_only import append_only
from settlements.disputes.clock import Duty
from settlements.disputes.models import Dispute


class DisputeReminder(models.Model):
    """`step`: days (working days, where the duty is counted in them) after the day it is due, negative before
    it. Each is sent once for a duty and the day it is due.
    """

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="reminders")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    duty = models.CharField(max_length=11, choices=Duty)
    due_date = models.DateField()
    step = models.SmallIntegerField()
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dispute", "duty", "due_date", "step"], name="dispute_reminder_once"
            )
        ]
        triggers = append_only("dispute_reminder", "that somebody was reminded is kept")

    def __str__(self) -> str:
        return f"{self.dispute} {self.duty} {self.step:+}"
