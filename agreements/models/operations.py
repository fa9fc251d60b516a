"""How a version is carried out: days, clocks and steps, beside what it pays."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models.agreement import Agreement
from agreements.models.guards import written_in_drafts
from agreements.models.terms import MONEY, Version
from portal.accounts.models import Partner


class OperationalTerms(models.Model):
    """One for each version, and versioned with it.

    Days are calendar days unless named working days; shares lie in 0..1, amounts are in the settlement
    currency; null is "not agreed". `report_due_days` count from the period's end, the last one ending 24:00
    in the agreement's zone; `reporter` and `period_length` hold for the periods that begin under the version,
    empty: as the agreement says; so do `rows_kept_months`, which count from the period's end, and
    `customer_refs`, empty: pseudonyms alone; `payment_days` and `dispute_window_days` from the statement's
    issue. Which obligations block a run is said by each obligation (`consequence`).
    """

    class MissingReport(models.TextChoices):
        WAIT = "wait", _("Wait for the report")
        ESTIMATE = "estimate", _("Estimate from the last report")
        MINIMUM = "minimum", _("Settle the minimum only")

    class CustomerRefs(models.TextChoices):
        PERSONAL = "personal", _("May hold personal data")

    class Escalation(models.TextChoices):
        MEDIATION = "mediation", _("Mediation")
        ARBITRATION = "arbitration", _("Arbitration")
        COURT = "court", _("Court")

    ACKNOWLEDGE_DAYS, PROPOSE_DAYS = 2, 10

    version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="operations")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT)
    period_length = models.CharField(
        _("settlement period"), max_length=8, choices=Agreement.PeriodLength, blank=True
    )
    reporter = models.CharField(_("whose figures settle"), max_length=10, choices=Agreement.Party, blank=True)
    tolerance_share = models.DecimalField(
        _("tolerated difference, share"), max_digits=7, decimal_places=6, null=True, blank=True
    )
    tolerance_amount = models.DecimalField(_("tolerated difference, amount"), null=True, blank=True, **MONEY)
    report_due_days = models.PositiveSmallIntegerField(_("report due, days"), null=True, blank=True)
    missing_report = models.CharField(
        _("where a report is missing"), max_length=8, choices=MissingReport, default=MissingReport.WAIT
    )
    payment_days = models.PositiveSmallIntegerField(_("payment due, days"), null=True, blank=True)
    dispute_window_days = models.PositiveSmallIntegerField(_("dispute window, days"), null=True, blank=True)
    acknowledge_days = models.PositiveSmallIntegerField(
        _("disputes acknowledged within, working days"), default=ACKNOWLEDGE_DAYS
    )
    propose_days = models.PositiveSmallIntegerField(
        _("solution proposed within, working days"), default=PROPOSE_DAYS
    )
    escalation = models.CharField(_("next step"), max_length=11, choices=Escalation, blank=True)
    escalation_rules = models.CharField(_("place and rules"), max_length=500, blank=True)
    netting = models.BooleanField(_("netting allowed"), default=False)
    self_billing = models.BooleanField(_("self-billing agreed"), default=False)
    variance_threshold = models.DecimalField(
        _("variance to be explained, share"), max_digits=7, decimal_places=6, null=True, blank=True
    )
    rows_kept_months = models.PositiveSmallIntegerField(
        _("rows of usage kept, months"), null=True, blank=True
    )
    customer_refs = models.CharField(
        _("references to customers"), max_length=8, choices=CustomerRefs, blank=True
    )

    class Meta:
        triggers = written_in_drafts("operations")
        constraints = [
            models.CheckConstraint(
                condition=(Q(tolerance_share=None) | Q(tolerance_share__range=(0, 1)))
                & (Q(tolerance_amount=None) | Q(tolerance_amount__gte=0))
                & (Q(variance_threshold=None) | Q(variance_threshold__gte=0)),
                name="operations_tolerances",
            ),
            models.CheckConstraint(
                condition=Q(acknowledge_days__gte=1) & Q(propose_days__gte=1), name="operations_clocks"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}: operational terms"
