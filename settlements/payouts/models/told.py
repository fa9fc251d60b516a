"""What the bank did: its own statement says so, or one person, confirmed or dropped by another."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Partner
from settlements.payouts.models.person import person


class Told(models.Model):
    """`bank_entry` names the entry of a bank statement that says so (`bank_statements/naming.py`)."""

    class State(models.TextChoices):
        TOLD = "told", _("To be confirmed")
        CONFIRMED = "confirmed", _("Confirmed")
        DROPPED = "dropped", _("Not confirmed")

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.TOLD)
    day = models.DateField()
    bank_reference = models.CharField(max_length=140)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(auto_now_add=True)
    decided_by = person()
    decided_at = models.DateTimeField(null=True, blank=True)
    bank_entry = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True


def told_constraints(name: str, *, about: str) -> list[models.BaseConstraint]:
    """One word at a time `about` the document, one per entry of the bank, and by hand never one's own."""
    return [
        models.UniqueConstraint(fields=[about], condition=Q(state="told"), name=f"{name}_one_told"),
        models.UniqueConstraint(
            fields=["bank_entry"], condition=Q(bank_entry__gt=""), name=f"{name}_entry_once"
        ),
        models.CheckConstraint(
            condition=Q(bank_entry__gt="")
            | Q(state="told")
            | Q(state="dropped", decided_by__isnull=False)
            | (Q(decided_by__isnull=False) & ~Q(decided_by=F("told_by"))),
            name=f"{name}_four_eyes",
        ),
        models.CheckConstraint(condition=Q(bank_reference__gt=""), name=f"{name}_reference"),
    ]
