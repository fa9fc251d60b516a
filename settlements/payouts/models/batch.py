"""Payouts that are approved together and leave in one bank file."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.append_only import append_only, never_deleted
from settlements.balances.models import AMOUNT, FINITE
from settlements.payouts.models.person import person

OWN_WORK = """
IF EXISTS (SELECT 1 FROM settlements_payoutbatch WHERE id = NEW.batch_id AND prepared_by_id = NEW.by_id)
THEN RAISE EXCEPTION 'who prepared batch % may not approve it', NEW.batch_id;
END IF;
RETURN NEW;
"""
ENOUGH_APPROVALS = """
IF NEW.state IN ('approved', 'exported') AND (
    SELECT count(*) FROM settlements_batchapproval
    WHERE batch_id = NEW.id AND fingerprint = NEW.fingerprint AND by_id <> NEW.prepared_by_id
) < NEW.approvals_needed
THEN RAISE EXCEPTION 'batch % lacks approvals of its fingerprint', NEW.number;
END IF;
RETURN NEW;
"""


class PayoutBatch(models.Model):
    """Prepared by one person, approved by another, or by two others where much is paid.

    `fingerprint`: SHA-256 of what is approved, the bank file among it; it and `file_sha256` change only while
    the batch is prepared, when a payout is taken out. `version` grows with every move.
    """

    class State(models.TextChoices):
        PREPARED = "prepared", _("Prepared, to be approved")
        APPROVED = "approved", _("Approved, to be sent to the bank")
        EXPORTED = "exported", _("In the bank's hands")
        CANCELLED = "cancelled", _("Cancelled")

    number = models.CharField(_("number"), max_length=20, unique=True)
    pay_date = models.DateField(_("to be paid on"))
    state = models.CharField(_("status"), max_length=10, choices=State, default=State.PREPARED)
    version = models.PositiveIntegerField(default=1)
    fingerprint = models.CharField(max_length=64)
    file_sha256 = models.CharField(max_length=64)
    approvals_needed = models.PositiveSmallIntegerField(default=1)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(_("prepared"))
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    exported_by = person()
    exported_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = person()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(approvals_needed__in=[1, 2]), name="batch_approvals"),
            models.CheckConstraint(
                condition=~Q(state="exported")
                | Q(exported_by__isnull=False, exported_at__isnull=False, approved_at__isnull=False),
                name="batch_exported_is_approved",
            ),
        ]
        triggers = [
            *never_deleted("payout_batch", "payouts are never deleted"),
            pgtrigger.ReadOnly(
                name="payout_batch_fixed", fields=["number", "pay_date", "prepared_by", "prepared_at"]
            ),
            pgtrigger.Protect(
                name="payout_batch_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state="cancelled"),
            ),
            pgtrigger.Protect(
                name="payout_batch_approved_as_shown",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=["approved", "exported"])
                & (
                    pgtrigger.Q(old__fingerprint__df=pgtrigger.F("new__fingerprint"))
                    | pgtrigger.Q(old__file_sha256__df=pgtrigger.F("new__file_sha256"))
                    | pgtrigger.Q(old__approvals_needed__df=pgtrigger.F("new__approvals_needed"))
                ),
            ),
            pgtrigger.Trigger(
                name="payout_batch_enough_approvals",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=ENOUGH_APPROVALS,
            ),
        ]

    def __str__(self) -> str:
        return self.number


class BatchApproval(models.Model):
    """One person approved what the fingerprint stands for; another fingerprint needs another approval."""

    batch = models.ForeignKey(PayoutBatch, on_delete=models.PROTECT, related_name="approvals")
    fingerprint = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "fingerprint", "by"], name="batch_approved_once")
        ]
        triggers = [
            *append_only("batch_approval", "approvals are kept"),
            pgtrigger.Trigger(
                name="batch_approval_own_work",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=OWN_WORK,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch} {self.by}"


class TwoApproversFrom(models.Model):
    """From this amount of one currency in a batch on, two people approve it."""

    currency = models.CharField(_("currency"), max_length=3, unique=True)
    amount = models.DecimalField(_("amount"), **AMOUNT)

    class Meta:
        ordering = ["currency"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0) & FINITE, name="two_approvers_amount")
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.amount}"
