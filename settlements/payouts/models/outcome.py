"""What came of a payout, as the bank's statement says it, or two people."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.append_only import never_deleted
from settlements.payouts.models.payout import Payout
from settlements.payouts.models.told import Told, told_constraints


class PayoutOutcome(Told):
    """Paid, or returned by the bank."""

    class Kind(models.TextChoices):
        PAID = "paid", _("Paid")
        RETURNED = "returned", _("Returned by the bank")

    payout = models.ForeignKey(Payout, on_delete=models.PROTECT, related_name="outcomes")
    kind = models.CharField(max_length=10, choices=Kind)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            *told_constraints("payout_outcome", about="payout"),
            models.UniqueConstraint(
                fields=["payout", "kind"], condition=Q(state="confirmed"), name="payout_outcome_once"
            ),
        ]
        triggers = never_deleted("payout_outcome", "what came of a payout is kept")

    def __str__(self) -> str:
        return f"{self.payout} {self.kind}"
