"""Settlement runs: one period settled over agreements, reviewed, approved by a second person, issued."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from portal.accounts.models import Partner
from usage.models import Period, Report


class SettlementRun(models.Model):
    """A run over the agreements that have the period `label`."""

    class State(models.TextChoices):
        SETTLING = "settling", _("Being settled")
        REVIEW = "review", _("In review")
        REQUESTED = "requested", _("Approval requested")
        APPROVED = "approved", _("Approved, being issued")
        ISSUED = "issued", _("Issued")
        CANCELLED = "cancelled", _("Cancelled")

    label = models.CharField(_("period"), max_length=7)
    state = models.CharField(_("status"), max_length=10, choices=State, default=State.SETTLING)
    fingerprint = models.CharField(max_length=64, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    requested_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | (~Q(approved_by=F("opened_by")) & ~Q(approved_by=F("requested_by"))),
                name="run_four_eyes",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "issued"])
                | Q(approved_by__isnull=False, requested_by__isnull=False, fingerprint__gt=""),
                name="run_issued_is_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} #{self.pk}"


class Settlement(models.Model):
    """One agreement in a run: the snapshot it was computed from and what came out (FORMULA section 10).

    `attempts` counts starts, so that work which kills its worker is given up; `queued_at` is when it was
    last put in line.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SETTLED = "settled", _("Settled")
        FAILED = "failed", _("Could not be settled")
        ISSUED = "issued", _("Issued")
        CANCELLED = "cancelled", _("Cancelled")

    run = models.ForeignKey(SettlementRun, on_delete=models.PROTECT, related_name="settlements")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="settlements")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="settlements")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    reports = models.ManyToManyField(Report, related_name="settlements")
    input_document = models.JSONField(null=True, blank=True)
    result_document = models.JSONField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    change = models.JSONField(null=True, blank=True)
    contributions_came_to = models.JSONField(null=True, blank=True)
    failure = models.JSONField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["agreement__number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "agreement"], name="settlement_once"),
            models.UniqueConstraint(
                fields=["agreement", "period"], condition=~Q(state="cancelled"), name="settlement_one_live"
            ),
        ]
        indexes = [models.Index(fields=["run", "state"])]

    def __str__(self) -> str:
        return f"{self.run} {self.agreement}"


class Blocker(models.Model):
    """What keeps a run from approval until it is cleared (by settling anew) or waived by name."""

    class Kind(models.TextChoices):
        MISSING_REPORT = "missing_report", _("Report missing or not declared complete")
        MISSING_FX_RATE = "missing_fx_rate", _("Exchange rate missing")
        UNRATED_USAGE = "unrated_usage", _("Usage that no rule rates")
        OVERDUE_OBLIGATION = "overdue_obligation", _("Obligation overdue")
        EXCLUSIVE_SCOPE = "exclusive_scope", _("Usage in a scope that is exclusive elsewhere")
        RECONCILIATION = "reconciliation", _("Figures of both sides differ beyond tolerance")
        OPENING_BALANCE = "opening_balance", _("Opening balance in the way")
        NOT_COMPUTED = "not_computed", _("Could not be computed")

    NEVER_WAIVED = frozenset({Kind.MISSING_FX_RATE, Kind.NOT_COMPUTED, Kind.OPENING_BALANCE})

    settlement = models.ForeignKey(Settlement, on_delete=models.CASCADE, related_name="blockers")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    kind = models.CharField(max_length=20, choices=Kind)
    details = models.JSONField(default=dict)
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    waived_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["settlement", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["settlement", "kind"], name="blocker_once"),
            models.CheckConstraint(
                condition=Q(waived_by=None) | Q(reason__gt="", waived_at__isnull=False),
                name="blocker_waived_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(waived_by=None)
                | ~Q(kind__in=["missing_fx_rate", "not_computed", "opening_balance"]),
                name="blocker_waivable",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.settlement} {self.kind}"

    @property
    def can_be_waived(self) -> bool:
        return self.kind not in self.NEVER_WAIVED


class SettlementWarning(models.Model):
    """What somebody has to have seen, by name, before a run's approval is asked for.

    The row stands for these very facts: settled anew with others, it goes and another one comes.
    """

    class Kind(models.TextChoices):
        LARGE_CHANGE = "large_change", _("Net due changed much")
        OLDER_FX_RATE = "older_fx_rate", _("Exchange rate of an older day")
        LATE_REPORTS = "late_reports", _("Late reports are waiting")
        REVENUE_NOT_SHARED = "revenue_not_shared", _("Some revenue is not shared")
        EXPIRED_CERTIFICATE = "expired_certificate", _("Tax certificate has ended")
        UNLICENSED_USAGE = "unlicensed_usage", _("Usage where a model is not licensed")

    settlement = models.ForeignKey(Settlement, on_delete=models.CASCADE, related_name="warnings")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    kind = models.CharField(max_length=20, choices=Kind)
    details = models.JSONField(default=dict)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    acknowledged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["settlement", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["settlement", "kind"], name="warning_once"),
            models.CheckConstraint(
                condition=Q(acknowledged_by__isnull=True, acknowledged_at__isnull=True)
                | Q(acknowledged_by__isnull=False, acknowledged_at__isnull=False),
                name="warning_acknowledged_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.settlement} {self.kind}"
