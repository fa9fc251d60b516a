"""Adjustments: the one way a correction reaches the next run."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from portal.accounts.models import Partner
from portal.append_only import never_deleted
from settlements.balances.models import AMOUNT, FINITE


class Adjustment(models.Model):
    """An amount that the next statement of the agreement takes in. It waits while `settled_in` is empty.

    `amount` has the sign of the statement's own amounts (FORMULA section 7, rung 6). `reverses`: the one that
    it takes back, since the figures of a restatement contain it; that happens once.
    """

    class Kind(models.TextChoices):
        DISPUTE = "dispute", _("Outcome of a dispute")
        CORRECTION = "correction", _("Correction by the licensor")
        RESTATEMENT = "restatement", _("Restatement of an earlier period")

    OF_LINES = (Kind.DISPUTE, Kind.CORRECTION)
    """Those that say what a line, or what is no line, comes to; a restatement says it of the whole."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="adjustments")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    reference = models.CharField(_("reference"), max_length=20)
    statement = models.CharField(_("corrects"), max_length=20)
    line_key = models.TextField(blank=True)
    clause = models.CharField(_("clause"), max_length=200, blank=True)
    currency = models.CharField(_("currency"), max_length=3)
    amount = models.DecimalField(_("amount"), **AMOUNT)
    reason = models.TextField(_("reason"))
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="reversed_by", null=True, blank=True
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    settled_in = models.CharField(_("settled in"), max_length=20, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "reference", "line_key"], name="adjustment_once"),
            models.CheckConstraint(condition=FINITE & ~Q(amount=0), name="adjustment_finite"),
            models.CheckConstraint(
                condition=Q(reverses=None) | Q(kind="restatement"), name="adjustment_reverses_restating"
            ),
        ]
        indexes = [models.Index(fields=["agreement", "settled_in"]), models.Index(fields=["reference"])]
        triggers = [
            *never_deleted("adjustment", "adjustments are never deleted"),
            pgtrigger.Protect(
                name="adjustment_settled_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__settled_in__gt=""),
            ),
            pgtrigger.Protect(
                name="adjustment_as_made",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["settled_in", "settled_at"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.amount}"
