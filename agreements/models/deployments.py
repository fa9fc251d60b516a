"""Where a partner runs which model for what: codes that its usage files may name."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agreements.models.agreement import Agreement
from agreements.models.catalogue import CODE, AiModel, Application, Market, code_validator
from agreements.models.terms import DateRange
from portal.accounts.models import Partner
from portal.append_only import append_only, never_deleted


class Deployment(models.Model):
    """A deployment of a partner's under its own code; what it is stands in its classifications.

    Live on the days `[from_date, to_date)` once approved, also while it is contested. A refused one is only
    kept on record: its code is free again.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("deployment", "Proposed")
        APPROVED = "approved", pgettext_lazy("deployment", "Approved")
        REFUSED = "refused", pgettext_lazy("deployment", "Refused")
        CONTESTED = "contested", pgettext_lazy("deployment", "Contested")
        ENDED = "ended", _("Ended")

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="deployments")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="deployments")
    code = models.CharField(_("code"), max_length=60, validators=[code_validator])
    state = models.CharField(_("status"), max_length=10, choices=State, default=State.PROPOSED)
    from_date = models.DateField(_("live from"))
    to_date = models.DateField(_("until (exclusive)"), null=True, blank=True)
    contested_by = models.CharField(max_length=10, choices=Agreement.Party, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["partner", "code", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "code"], condition=~Q(state="refused"), name="deployment_code_once"
            ),
            models.CheckConstraint(condition=Q(code__regex=CODE), name="deployment_code"),
            # equal: ended before it ever was live
            models.CheckConstraint(
                condition=Q(to_date=None) | Q(to_date__gte=F("from_date")),
                name="deployment_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(state="contested", contested_by__gt="")
                | (~Q(state="contested") & Q(contested_by="")),
                name="deployment_contested_by_somebody",
            ),
        ]
        triggers = never_deleted("deployment", "deployments end, they do not vanish")

    def __str__(self) -> str:
        return self.code


class Classification(models.Model):
    """What a deployment is from a day on: its model, what that serves, in which market."""

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("deployment", "Proposed")
        APPROVED = "approved", pgettext_lazy("deployment", "Approved")
        REFUSED = "refused", pgettext_lazy("deployment", "Refused")

    deployment = models.ForeignKey(Deployment, on_delete=models.PROTECT, related_name="classifications")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.PROTECT)
    model = models.ForeignKey(AiModel, on_delete=models.PROTECT)
    market = models.ForeignKey(Market, on_delete=models.PROTECT)
    from_date = models.DateField(_("from"))
    to_date = models.DateField(_("until (exclusive)"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    side = models.CharField(_("proposed by"), max_length=10, choices=Agreement.Party)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["deployment", "from_date", "pk"]
        constraints = [
            # equal: replaced by another one of the same day
            models.CheckConstraint(
                condition=Q(to_date=None) | Q(to_date__gte=F("from_date")),
                name="classification_dates_in_order",
            ),
            models.UniqueConstraint(
                fields=["deployment"], condition=Q(state="proposed"), name="classification_one_proposed"
            ),
            ExclusionConstraint(
                name="classification_no_overlap",
                expressions=[
                    ("deployment", RangeOperators.EQUAL),
                    (DateRange("from_date", "to_date", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=Q(state="approved"),
            ),
        ]
        triggers = never_deleted("classification", "what a deployment was stays on record")

    def __str__(self) -> str:
        return f"{self.deployment} from {self.from_date}"


class DeploymentChange(models.Model):
    """What was done with a deployment: who, for which side, when, why; from which day where it has one."""

    class Act(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("deployment", "Proposed")
        APPROVED = "approved", pgettext_lazy("deployment", "Approved")
        REFUSED = "refused", pgettext_lazy("deployment", "Refused")
        TAKEN_BACK = "taken_back", _("Taken back")
        CONTESTED = "contested", pgettext_lazy("deployment", "Contested")
        SETTLED = "settled", _("Agreed on again")
        ENDED = "ended", _("Ended")
        RECLASSIFY = "reclassify", _("Reclassification proposed")
        RECLASSIFIED = "reclassified", _("Reclassified")
        KEPT = "kept", _("Reclassification refused")

    deployment = models.ForeignKey(Deployment, on_delete=models.PROTECT, related_name="changes")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    classification = models.ForeignKey(
        Classification, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    act = models.CharField(max_length=12, choices=Act)
    side = models.CharField(max_length=10, choices=Agreement.Party)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    effective_date = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["deployment", "pk"]
        triggers = append_only("deployment_change", "changes of a deployment are never edited")

    def __str__(self) -> str:
        return f"{self.deployment} {self.act}"
