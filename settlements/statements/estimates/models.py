"""Estimates: the statement a period would make by now. No number, no money, replaced in place."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from portal.accounts.models import Partner
from settlements.statements.models import AMOUNT, Statement
from usage.models import Period, Report


class Estimate(models.Model):
    """The newest one of a period; once a statement is issued, the last one before it stays.

    `assumed` says what it takes for given (the opening, rates not known yet, figures not submitted),
    `failure` why nothing could be computed. The documents are FORMULA section 10's.
    """

    class State(models.TextChoices):
        COMPUTED = "computed", _("Estimated")
        FAILED = "failed", _("Could not be estimated")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="estimates")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="estimates")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="estimates")
    state = models.CharField(max_length=8, choices=State)
    currency = models.CharField(_("currency"), max_length=3)
    direction = models.CharField(max_length=10, choices=Statement.Direction, blank=True)
    earned = models.DecimalField(_("earned"), null=True, **AMOUNT)
    net_due = models.DecimalField(_("net due"), null=True, **AMOUNT)
    due_now = models.DecimalField(_("due now"), null=True, **AMOUNT)
    input_document = models.JSONField(null=True)
    result_document = models.JSONField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    assumed = models.JSONField(default=dict)
    failure = models.JSONField(null=True)
    reports = models.ManyToManyField(Report, related_name="estimates")
    reports_counted = models.PositiveIntegerField(_("reports counted"))
    made_at = models.DateTimeField(_("as of"))

    class Meta:
        ordering = ["-period__from_date", "agreement__number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "period"], name="estimate_once"),
            models.CheckConstraint(
                condition=Q(state="failed", failure__isnull=False, earned=None, net_due=None, due_now=None)
                | Q(
                    state="computed",
                    failure=None,
                    earned__isnull=False,
                    net_due__isnull=False,
                    due_now__isnull=False,
                    digest__gt="",
                ),
                name="estimate_has_amounts_or_failure",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement} {self.period.label}"
