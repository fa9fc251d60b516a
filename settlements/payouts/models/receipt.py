"""What arrived for a remittance request, as the bank's statement says it, or two people."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.models import Partner
from portal.append_only import never_deleted
from settlements.balances.models import AMOUNT, FINITE
from settlements.engine.exact import exact_arithmetic
from settlements.payouts.models.person import person
from settlements.payouts.models.remittance import Remittance

DECISION = "ARRAY['state', 'posted', 'decided_by_id', 'decided_at']"


class RemittanceReceipt(models.Model):
    """An amount and its day. By hand: told by one person, confirmed (or dropped) by another.

    `posted`: what of it settled what was due; None until it is confirmed. What is left is a surplus. Two more
    kinds say where a surplus went: `used` for another request of the partner, `sent_back` to its payer.
    `bank_entry` names the entry of a bank statement: account, statement and place in it.
    """

    class Kind(models.TextChoices):
        ARRIVED = "arrived", pgettext_lazy("receipt", "Arrived")
        USED = "used", _("Taken from what was paid too much")
        SENT_BACK = "sent_back", _("Sent back to the payer")

    class State(models.TextChoices):
        TOLD = "told", _("To be confirmed")
        CONFIRMED = "confirmed", _("Confirmed")
        DROPPED = "dropped", _("Not confirmed")

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    remittance = models.ForeignKey(Remittance, on_delete=models.PROTECT, related_name="receipts")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ARRIVED)
    surplus_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="surplus_uses", null=True, blank=True
    )
    state = models.CharField(max_length=10, choices=State, default=State.TOLD)
    amount = models.DecimalField(_("amount"), **AMOUNT)
    posted = models.DecimalField(null=True, blank=True, **AMOUNT)
    day = models.DateField()
    bank_reference = models.CharField(_("bank reference"), max_length=140)
    bank_entry = models.CharField(max_length=200, blank=True)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(auto_now_add=True)
    decided_by = person()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0) & FINITE, name="remittance_receipt_amount"),
            models.CheckConstraint(
                condition=Q(state="confirmed", posted__gte=0, posted__lte=F("amount"))
                | (~Q(state="confirmed") & Q(posted=None)),
                name="remittance_receipt_posted",
            ),
            models.CheckConstraint(
                condition=Q(kind="arrived", surplus_of=None)
                | (~Q(kind="arrived") & Q(surplus_of__isnull=False)),
                name="remittance_receipt_surplus_of_one",
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
        ]
        indexes = [models.Index(fields=["partner", "state"])]
        triggers = [
            *never_deleted("remittance_receipt", "what arrived is kept"),
            # Decided once, as it was told. The bank's entry may come later than the two people, once.
            pgtrigger.Trigger(
                name="remittance_receipt_as_told",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=f"""
                    IF to_jsonb(OLD) - 'bank_entry' = to_jsonb(NEW) - 'bank_entry'
                        AND OLD.bank_entry = '' AND OLD.state = 'confirmed'
                    THEN RETURN NEW;
                    END IF;
                    IF OLD.state <> 'told'
                        OR to_jsonb(OLD) - {DECISION} IS DISTINCT FROM to_jsonb(NEW) - {DECISION}
                    THEN RAISE EXCEPTION 'what arrived is decided once, as it was told';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.remittance} {self.amount}"

    @property
    def surplus(self):
        """What of it settled nothing; zero until it is confirmed."""
        with exact_arithmetic():
            return self.amount - (self.amount if self.posted is None else self.posted)
