"""What both parties want to have reached by a day."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agreements.models.agreement import Agreement
from agreements.models.catalogue import Unit
from agreements.models.rules import Scope
from agreements.models.terms import EXACT
from portal.accounts.models import Partner
from portal.append_only import append_only, never_deleted


class JointGoal(Scope):
    """A figure to be reached in `[from_date, to_date)`, whole settlement periods.

    Proposed by `party`, active once the other side confirmed. A share is kept as a ratio. `version` grows
    with every move. `reached` and `missed` come from settled figures (settlements/runs).
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("goal", "Proposed")
        ACTIVE = "active", pgettext_lazy("goal", "Active")
        REACHED = "reached", pgettext_lazy("goal", "Reached")
        MISSED = "missed", pgettext_lazy("goal", "Missed")
        WITHDRAWN = "withdrawn", pgettext_lazy("goal", "Withdrawn")

    class Metric(models.TextChoices):
        BASE = "base_revenue", _("Revenue the share is taken of")
        QUANTITY = "quantity", _("Quantity of a unit")
        CONTRIBUTIONS = "contributions", _("Number of accepted contributions")
        SHARE = "application_share", _("Share of an application in the usage")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="goals")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    metric = models.CharField(_("measured by"), max_length=20, choices=Metric)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True)
    target = models.DecimalField(_("target"), **EXACT)
    from_date = models.DateField(_("from"))
    to_date = models.DateField(_("until (exclusive)"))
    party = models.CharField(_("proposed by"), max_length=10, choices=Agreement.Party)
    state = models.CharField(_("status"), max_length=9, choices=State, default=State.PROPOSED)
    version = models.PositiveIntegerField(default=1)
    proposed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["agreement", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(to_date__gt=F("from_date")), name="goal_dates_in_order"),
            models.CheckConstraint(condition=Q(target__gt=0), name="goal_target_positive"),
            models.CheckConstraint(
                condition=~Q(metric__in=["quantity", "application_share"]) | Q(unit__isnull=False),
                name="goal_counts_a_unit",
            ),
            models.CheckConstraint(
                condition=~Q(metric="application_share") | Q(application__isnull=False),
                name="goal_share_of_an_application",
            ),
        ]
        triggers = never_deleted("joint_goal", "goals are never deleted")

    def __str__(self) -> str:
        return self.title


class GoalChange(models.Model):
    """A move of a goal; nobody's (`by` null) where the settled figures decided, which `value` then says."""

    goal = models.ForeignKey(JointGoal, on_delete=models.PROTECT, related_name="changes")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    from_state = models.CharField(max_length=9, choices=JointGoal.State, blank=True)
    to_state = models.CharField(max_length=9, choices=JointGoal.State)
    party = models.CharField(max_length=10, choices=Agreement.Party, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField(blank=True)
    value = models.DecimalField(null=True, max_digits=100, decimal_places=30)

    class Meta:
        ordering = ["goal", "pk"]
        triggers = append_only("goal_change", "changes of a goal are never edited")

    def __str__(self) -> str:
        return f"{self.goal} {self.to_state}"
