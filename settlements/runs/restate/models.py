"""Restatements: a settled period computed anew, with every later one that was issued."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from portal.accounts.models import Partner
from settlements.adjustments.models import Adjustment
from settlements.balances.models import AMOUNT
from settlements.statements.models import Statement
from usage.models import Period, Report


class Restatement(models.Model):
    """Of one agreement, from one settled period on. `attempts` and `queued_at` as a Settlement's.

    `left_out`: late reports that wait on.
    """

    class State(models.TextChoices):
        COMPUTING = "computing", _("Being computed")
        READY = "ready", _("In review")
        FAILED = "failed", _("Could not be computed")
        REQUESTED = "requested", _("Approval requested")
        ISSUED = "issued", _("Issued")
        CANCELLED = "cancelled", _("Cancelled")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="restatements")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="restatements")
    reason = models.TextField(_("reason"))
    left_out = models.ManyToManyField(Report, related_name="+", blank=True)
    state = models.CharField(_("status"), max_length=10, choices=State, default=State.COMPUTING)
    failure = models.JSONField(null=True, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    computed_at = models.DateTimeField(null=True, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    requested_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"],
                condition=~Q(state__in=["issued", "cancelled"]),
                name="restatement_one_live",
            ),
            models.CheckConstraint(condition=Q(reason__gt=""), name="restatement_with_reason"),
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | (~Q(approved_by=F("opened_by")) & ~Q(approved_by=F("requested_by"))),
                name="restatement_four_eyes",
            ),
            models.CheckConstraint(
                condition=~Q(state="issued")
                | Q(approved_by__isnull=False, requested_by__isnull=False, fingerprint__gt=""),
                name="restatement_issued_is_approved",
            ),
        ]
        indexes = [models.Index(fields=["state"])]

    def __str__(self) -> str:
        return f"{self.agreement} {self.period.label} #{self.pk}"

    def left_out_ids(self) -> list[int]:
        return list(self.left_out.values_list("pk", flat=True))


class ContainedOutcome(models.Model):
    """What a dispute or a correction changed, and the new figures contain: it is taken back with them."""

    restatement = models.ForeignKey(Restatement, on_delete=models.CASCADE, related_name="contained")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    adjustment = models.ForeignKey(Adjustment, on_delete=models.PROTECT, related_name="+")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["adjustment"]
        constraints = [
            models.UniqueConstraint(fields=["restatement", "adjustment"], name="contained_outcome_once")
        ]

    def __str__(self) -> str:
        return f"{self.restatement} {self.adjustment}"


class RestatedPeriod(models.Model):
    """What a period's statement said (`previous`), and what it would say; `statement` is the new version.

    `delta` is FORMULA section 7's. `differs`: whether anything of it does; only then there is a new version.
    """

    restatement = models.ForeignKey(Restatement, on_delete=models.CASCADE, related_name="periods")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="+")
    previous = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")
    statement = models.OneToOneField(
        Statement, on_delete=models.PROTECT, related_name="restated", null=True, blank=True
    )
    reports = models.ManyToManyField(Report, related_name="+")
    input_document = models.JSONField()
    result_document = models.JSONField()
    digest = models.CharField(max_length=64)
    delta = models.DecimalField(_("difference"), **AMOUNT)
    differs = models.BooleanField()

    class Meta:
        ordering = ["period__from_date"]
        constraints = [
            models.UniqueConstraint(fields=["restatement", "period"], name="restated_period_once"),
            models.CheckConstraint(condition=Q(delta=0) | Q(differs=True), name="restated_delta_differs"),
        ]

    def __str__(self) -> str:
        return f"{self.restatement} {self.period.label}"
