"""What the licensor pays and asks for: payouts, and remittance requests the other way."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Partner
from settlements.balances.models import AMOUNT, FINITE
from settlements.payouts.frozen import only_ends, settled_terms
from settlements.statements.models import Statement


def person(**options) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True, **options
    )


class Payout(models.Model):
    """A partner's statements of one currency, paid together. Prepared by one person, approved by another.

    `version` grows with every move; `fingerprint` is the SHA-256 of what is approved.
    """

    class State(models.TextChoices):
        PREPARED = "prepared", _("Prepared, to be approved")
        APPROVED = "approved", _("Approved, to be paid")
        PAID = "paid", _("Paid")
        CANCELLED = "cancelled", _("Cancelled")

    number = models.CharField(_("number"), max_length=20, unique=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="payouts")
    currency = models.CharField(_("currency"), max_length=3)
    amount = models.DecimalField(_("amount"), **AMOUNT)
    state = models.CharField(_("status"), max_length=10, choices=State, default=State.PREPARED)
    version = models.PositiveIntegerField(default=1)
    fingerprint = models.CharField(max_length=64)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(_("prepared"), auto_now_add=True)
    approved_by = person()
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    marked_by = person()
    marked_at = models.DateTimeField(null=True, blank=True)
    paid_date = models.DateField(_("paid on"), null=True, blank=True)
    bank_reference = models.CharField(_("bank reference"), max_length=140, blank=True)
    cancelled_by = person()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0) & FINITE, name="payout_amount"),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("prepared_by")), name="payout_four_eyes"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "paid"])
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="payout_paid_is_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state="paid")
                | Q(paid_date__isnull=False, bank_reference__gt="", marked_by__isnull=False),
                name="payout_paid_has_reference",
            ),
        ]
        indexes = [models.Index(fields=["partner", "state"])]
        triggers = settled_terms(
            "payout",
            "payouts are never deleted",
            fixed=["number", "partner", "currency", "amount", "fingerprint", "prepared_by", "prepared_at"],
            final=["paid", "cancelled"],
        )

    def __str__(self) -> str:
        return self.number


class PayoutItem(models.Model):
    """What a payout pays of a statement; `live` until the payout is paid or cancelled."""

    payout = models.ForeignKey(Payout, on_delete=models.PROTECT, related_name="items")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(_("amount"), **AMOUNT)
    live = models.BooleanField(default=True)

    class Meta:
        ordering = ["payout", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0) & FINITE, name="payout_item_amount"),
            models.UniqueConstraint(fields=["payout", "statement"], name="payout_item_once"),
            models.UniqueConstraint(
                fields=["statement"], condition=Q(live=True), name="payout_item_one_live"
            ),
        ]
        triggers = only_ends(
            "payout_item", "payouts are never deleted", fixed=["payout", "partner", "statement", "amount"]
        )

    def __str__(self) -> str:
        return f"{self.payout} {self.amount}"


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
