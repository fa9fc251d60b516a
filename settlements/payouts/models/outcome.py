"""What came of a payout, as the bank's statement says it, or two people."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Partner
from portal.append_only import never_deleted
from settlements.payouts.models.payout import Payout
from settlements.payouts.models.person import person


class PayoutOutcome(models.Model):
    """Paid, or returned by the bank. By hand: told by one person, confirmed (or dropped) by another.

    `bank_entry` names the entry of a bank statement that says so (`bank_statements/naming.py`).
    """

    class Kind(models.TextChoices):
        PAID = "paid", _("Paid")
        RETURNED = "returned", _("Returned by the bank")

    class State(models.TextChoices):
        TOLD = "told", _("To be confirmed")
        CONFIRMED = "confirmed", _("Confirmed")
        DROPPED = "dropped", _("Not confirmed")

    payout = models.ForeignKey(Payout, on_delete=models.PROTECT, related_name="outcomes")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.TOLD)
    day = models.DateField()
    bank_reference = models.CharField(max_length=140)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(auto_now_add=True)
    decided_by = person()
    decided_at = models.DateTimeField(null=True, blank=True)
    bank_entry = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["payout"], condition=Q(state="told"), name="payout_outcome_one_told"
            ),
            models.UniqueConstraint(
                fields=["payout", "kind"], condition=Q(state="confirmed"), name="payout_outcome_once"
            ),
            models.UniqueConstraint(
                fields=["bank_entry"], condition=Q(bank_entry__gt=""), name="payout_outcome_entry_once"
            ),
            models.CheckConstraint(
                condition=Q(bank_entry__gt="")
                | Q(state="told")
                | Q(state="dropped", decided_by__isnull=False)
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("told_by"))),
                name="payout_outcome_four_eyes",
            ),
            models.CheckConstraint(condition=Q(bank_reference__gt=""), name="payout_outcome_reference"),
        ]
        triggers = never_deleted("payout_outcome", "what came of a payout is kept")

    def __str__(self) -> str:
        return f"{self.payout} {self.kind}"
