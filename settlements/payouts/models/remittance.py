"""What partners are asked to pay."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Partner
from settlements.balances.models import AMOUNT, FINITE
from settlements.payouts.frozen import only_ends, settled_terms
from settlements.payouts.models.person import person
from settlements.statements.models import Statement


class Remittance(models.Model):
    """What the partner is asked to pay for statements of one currency. `amount` is what was asked for."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("Requested")
        RECEIVED = "received", _("Received")
        CANCELLED = "cancelled", _("Cancelled")

    number = models.CharField(_("number"), max_length=20, unique=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="remittances")
    currency = models.CharField(_("currency"), max_length=3)
    amount = models.DecimalField(_("amount asked for"), **AMOUNT)
    state = models.CharField(_("status"), max_length=10, choices=State, default=State.REQUESTED)
    due_date = models.DateField(_("due on"))
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(_("requested"), auto_now_add=True)
    received_amount = models.DecimalField(_("received"), null=True, blank=True, **AMOUNT)
    received_date = models.DateField(_("received on"), null=True, blank=True)
    bank_reference = models.CharField(_("bank reference"), max_length=140, blank=True)
    marked_by = person()
    marked_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = person()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0) & FINITE, name="remittance_amount"),
            models.CheckConstraint(
                condition=~Q(state="received")
                | Q(
                    received_date__isnull=False,
                    received_amount__isnull=False,
                    bank_reference__gt="",
                    marked_by__isnull=False,
                ),
                name="remittance_received_has_reference",
            ),
        ]
        indexes = [models.Index(fields=["partner", "state"])]
        triggers = settled_terms(
            "remittance",
            "remittance requests are never deleted",
            fixed=["number", "partner", "currency", "amount", "due_date", "requested_by", "requested_at"],
            final=["received", "cancelled"],
        )

    def __str__(self) -> str:
        return self.number


class RemittanceItem(models.Model):
    """What a remittance request asks for a statement; `live` until it is received or cancelled."""

    remittance = models.ForeignKey(Remittance, on_delete=models.PROTECT, related_name="items")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(_("amount"), **AMOUNT)
    live = models.BooleanField(default=True)

    class Meta:
        ordering = ["remittance", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0) & FINITE, name="remittance_item_amount"),
            models.UniqueConstraint(fields=["remittance", "statement"], name="remittance_item_once"),
            models.UniqueConstraint(
                fields=["statement"], condition=Q(live=True), name="remittance_item_one_live"
            ),
        ]
        triggers = only_ends(
            "remittance_item",
            "remittance requests are never deleted",
            fixed=["remittance", "partner", "statement", "amount"],
        )

    def __str__(self) -> str:
        return f"{self.remittance} {self.amount}"
