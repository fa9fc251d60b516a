"""What the licensor pays a partner, and of which statements."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Partner
from settlements.balances.models import AMOUNT, FINITE
from settlements.bank_accounts.models import BankAccount
from settlements.payouts.frozen import only_ends, settled_terms
from settlements.payouts.models.batch import PayoutBatch
from settlements.payouts.models.person import person
from settlements.statements.models import Statement


class Payout(models.Model):
    """A partner's statements of one currency, paid together to one account, within a batch.

    `version` grows with every move; `fingerprint` is the SHA-256 of what is paid, of which statements and to
    which account. Payouts of before there were batches have neither batch nor account.
    """

    class State(models.TextChoices):
        PREPARED = "prepared", _("Prepared, to be approved")
        APPROVED = "approved", _("Approved, to be paid")
        SENT = "sent", _("Sent to the bank")
        PAID = "paid", _("Paid")
        RETURNED = "returned", _("Returned by the bank")
        CANCELLED = "cancelled", _("Cancelled")

    RUNNING = (State.PREPARED, State.APPROVED, State.SENT)

    number = models.CharField(_("number"), max_length=20, unique=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="payouts")
    batch = models.ForeignKey(
        PayoutBatch, on_delete=models.PROTECT, related_name="payouts", null=True, blank=True
    )
    account = models.ForeignKey(
        BankAccount, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    from_account = models.ForeignKey(
        BankAccount, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
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
                condition=~Q(state__in=["approved", "sent", "paid", "returned"])
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
        triggers = [
            *settled_terms(
                "payout",
                "payouts are never deleted",
                fixed=[
                    *("number", "partner", "batch", "account", "from_account", "currency", "amount"),
                    *("fingerprint", "prepared_by", "prepared_at"),
                ],
                final=["returned", "cancelled"],
            ),
            pgtrigger.Protect(
                name="payout_paid_only_returns",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state="paid") & ~pgtrigger.Q(new__state="returned"),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class PayoutItem(models.Model):
    """What a payout pays of a statement, below zero where it nets what the partner owes.

    `live` until the payout is paid, returned or cancelled.
    """

    payout = models.ForeignKey(Payout, on_delete=models.PROTECT, related_name="items")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField(_("amount"), **AMOUNT)
    live = models.BooleanField(default=True)

    class Meta:
        ordering = ["payout", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0) & FINITE, name="payout_item_amount"),
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
